"""The card of one person beside the list: what is known, where they were, what was merged."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import people
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.people import presenter
from workshopdesk.ui.people.presenter import Been, Part, Shown
from workshopdesk.ui.privacy import PrivacyDialog
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import Card, clear, hairline, row, scroll
from workshopdesk.ui.widgets.text import Label, Paragraph

WIDTH = 340
TOPICS = ("people", "participants", "events")


class PersonCard(Card):
    """Shows a person; merged records can be told apart again here, at any later time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=8)
        self._desk = desk
        self.shown: Shown | None = None
        self.apart: dict[UUID, Button] = {}
        self.setFixedWidth(WIDTH)
        self._name = Paragraph(role="section", weight=600)
        self._other = Label(tone="quiet")
        self.column.addWidget(self._name)
        self.column.addWidget(self._other)
        self.column.addWidget(hairline())
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(2)
        self.column.addWidget(scroll(inside, N_("Person")), 1)
        self.history = Button(N_("History"), "arrow-back-up")
        self.history.clicked.connect(self._to_history)
        self.privacy = Button(N_("Consent and privacy"), "id-badge-2")
        self.privacy.clicked.connect(self._to_privacy)
        self.column.addLayout(row(self.privacy, None))
        self.column.addLayout(row(self.history, None))
        self.hide()

    def show_person(self, person_id: UUID | None) -> None:
        """Show this person, or nobody."""
        self.setVisible(person_id is not None)
        if person_id is None:
            self.shown = None
            return
        with self._desk.store.read() as reader:
            shown = presenter.read(reader, person_id)
        self.shown = shown
        self._name.set_text(shown.name)
        self._other.setText(shown.other_name)
        self._other.setVisible(bool(shown.other_name))
        self.apart = {}
        clear(self._rows)
        for label, value in shown.facts:
            self._add_fact(label, value)
        count = len(shown.events)
        self._add_title(ngettext("%(n)d event", "%(n)d events", count) % {"n": count})
        for been in shown.events:
            self._add_event(been)
        if shown.parts:
            self._add_title(_("Records merged into this one"))
        for part in shown.parts:
            self._add_part(part)
        self._rows.addStretch(1)

    def _add_fact(self, label: str, value: str) -> None:
        self._rows.addWidget(Label(label, role="caption", tone="quiet"))
        self._rows.addWidget(Paragraph(value))
        self._rows.addSpacing(6)

    def _add_title(self, text: str) -> None:
        self._rows.addSpacing(8)
        self._rows.addWidget(Label(text, weight=600))

    def _add_event(self, been: Been) -> None:
        button = Button(kind="quiet")
        button.set_words(been.title)
        button.setToolTip(been.title)
        button.setMaximumWidth(WIDTH - 56)
        button.setStyleSheet("text-align: left; padding-left: 0;")
        button.clicked.connect(self._going(been.event))
        self._rows.addWidget(button)
        self._rows.addWidget(Label(been.detail, role="caption", tone="quiet"))

    def _going(self, event: UUID) -> Callable[[], None]:
        return lambda: self._desk.go("participants", event)

    def _add_part(self, part: Part) -> None:
        button = Button(N_("Tell apart"), "users")
        button.setAccessibleName(f"{_('Tell apart')}: {part.name}")
        button.clicked.connect(lambda: self._tell_apart(part))
        self.apart[part.id] = button
        self._rows.addLayout(row(Label(part.name), None, button))

    def _tell_apart(self, part: Part) -> None:
        store = self._desk.store
        said = _("Two people again: %(name)s") % {"name": part.name}
        self._desk.write(lambda: people.unmerge(store, part.id), *TOPICS, said=said)

    def _to_history(self) -> None:
        if self.shown is not None:
            self._desk.go("history", focus=f"person:{self.shown.id}")

    def _to_privacy(self) -> None:
        if self.shown is not None:
            PrivacyDialog(self._desk, self.shown.id, self.window()).open()
