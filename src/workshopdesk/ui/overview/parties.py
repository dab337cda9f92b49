"""Whose event it is: its programmes, hosts and organisers, each taken away or added in the card."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workshopdesk.i18n import N_, _
from workshopdesk.ui import live
from workshopdesk.ui.overview.presenter import Logo, Party
from workshopdesk.ui.widgets.buttons import icon_button
from workshopdesk.ui.widgets.fields import Choice, Field, suggest
from workshopdesk.ui.widgets.frames import Card, clear, row
from workshopdesk.ui.widgets.text import Label, Paragraph

LOGO_WIDE, LOGO_HIGH = 110, 32
KEEP = Qt.AspectRatioMode.KeepAspectRatio
SMOOTH = Qt.TransformationMode.SmoothTransformation
_KINDS = (
    ("programme", N_("Programmes"), N_("Add a programme")),
    ("host", N_("Hosts"), N_("Add a host")),
    ("organiser", N_("Organisers"), N_("Add an organiser")),
)


class PartiesCard(Card):
    """Three short lists. ``changed`` tells the kind, who is to stay, and a name to be added."""

    changed = Signal(str, object, str)

    def __init__(self) -> None:
        super().__init__(spacing=6)
        self._kept: dict[str, list[UUID]] = {}
        self._lists: dict[str, QVBoxLayout] = {}
        self.names: dict[str, Field] = {}
        self.programme = Choice(N_("Add a programme"))
        self.programme.picked.connect(self._add_programme)
        for kind, title, adds in _KINDS:
            caption = Label(role="caption", tone="quiet")
            live.say(caption, caption.setText, title)
            self.column.addWidget(caption)
            self._lists[kind] = QVBoxLayout()
            self._lists[kind].setSpacing(2)
            self.column.addLayout(self._lists[kind])
            if kind == "programme":
                self.column.addWidget(self.programme)
            else:
                field = Field(adds, adds, "plus")
                field.returnPressed.connect(lambda k=kind: self._add_named(k))
                self.names[kind] = field
                self.column.addWidget(field)
            self.column.addSpacing(6)

    def show_parties(
        self, parties: Sequence[Sequence[Party]], choices: Sequence[Sequence[Party]]
    ) -> None:
        """Show who they are, and what each list could take more of."""
        for (kind, _title, _adds), shown, known in zip(_KINDS, parties, choices, strict=True):
            self._kept[kind] = [party.id for party in shown]
            clear(self._lists[kind])
            for party in shown:
                self._add_line(kind, party)
            others = [party for party in known if party.id not in self._kept[kind]]
            if kind == "programme":
                offered = [(str(party.id), party.name) for party in others]
                self.programme.set_choices([("", _("Add a programme")), *offered])
                self.programme.setVisible(bool(others))
            else:
                suggest(self.names[kind], [party.name for party in others])

    def _add_line(self, kind: str, party: Party) -> None:
        away = icon_button("x", N_("Take away"), small=True)
        away.setAccessibleDescription(party.name)
        away.clicked.connect(lambda: self._take_away(kind, party.id))
        line = row(spacing=4)
        line.addWidget(Paragraph(party.name), 1)
        line.addWidget(away)
        self._lists[kind].addLayout(line)
        if party.logos:
            self._lists[kind].addWidget(_funders(party.logos))

    def _take_away(self, kind: str, gone: UUID) -> None:
        self.changed.emit(kind, [key for key in self._kept[kind] if key != gone], "")

    def _add_programme(self, key: str) -> None:
        if key:
            self.changed.emit("programme", [*self._kept["programme"], UUID(key)], "")

    def _add_named(self, kind: str) -> None:
        name = self.names[kind].text().strip()
        if name:
            self.names[kind].clear()
            self.changed.emit(kind, self._kept[kind], name)


def _funders(logos: Sequence[Logo]) -> QWidget:
    """The funders of a programme as papers show them: logos, else names."""
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 4)
    across.setSpacing(10)
    for logo in logos:
        picture = QPixmap()
        if logo.data and picture.loadFromData(logo.data):
            shown = QLabel()
            shown.setPixmap(
                picture.scaled(
                    LOGO_WIDE, LOGO_HIGH, KEEP, Qt.TransformationMode.SmoothTransformation
                )
            )
            shown.setToolTip(logo.name)
            shown.setAccessibleName(logo.name)
            across.addWidget(shown)
        else:
            across.addWidget(Label(logo.name, role="caption", tone="quiet"))
    across.addStretch(1)
    return line
