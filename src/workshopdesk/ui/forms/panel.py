"""What goes into the cell in hand: chosen from what is on offer, or written as a placeholder is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from workshopdesk.domain.forms import Mark
from workshopdesk.i18n import N_, _
from workshopdesk.services.forms import Offer, words_of
from workshopdesk.ui import live
from workshopdesk.ui.forms import presenter
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Choice, Field, Labelled
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.text import Label, Paragraph


class MarkPanel(Card):
    """``wanted`` tells a source for the cell in hand, "" to take its mark away."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=16, spacing=8)
        self.setFixedWidth(300)
        self._offers: tuple[Offer, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self.title = Label(role="section", weight=600)
        self.labels = Paragraph(tone="quiet")
        self.now = Paragraph(weight=600)
        self.why = Paragraph(tone="warn")
        self.token = Choice(N_("Placeholder"))
        self.several = Labelled(N_("Placeholder"), self.token)
        self.group, self.what = Choice(N_("Of what")), Choice(N_("What goes there"))
        self.typed = Field(N_("As a placeholder"), N_("indicator:CODE:sex=F"))
        self.fill = Button(N_("Goes into this cell"), "check", "outline")
        self.take = Button(N_("Nothing goes there"), "x", "quiet")
        for part in (self.title, self.labels, self.now, self.why):
            self.column.addWidget(part)
        self.column.addSpacing(4)
        self.column.addWidget(self.several)
        self.column.addWidget(Labelled(N_("Of what"), self.group))
        self.column.addWidget(Labelled(N_("What goes there"), self.what))
        self.column.addWidget(Labelled(N_("As a placeholder"), self.typed))
        self.column.addLayout(row(self.fill, None))
        self.column.addLayout(row(self.take, None))
        self.column.addStretch(1)
        hint = Paragraph(role="caption", tone="quiet")
        live.say(hint, hint.set_text, N_(
            "Typed in the form itself, {{programme}} or {{events.title}} is recognised. Rows are"
            " repeated for every record of a table."))  # fmt: skip
        self.column.addWidget(hint)
        self.token.picked.connect(lambda _token: self._show_mark())
        self.group.picked.connect(self._show_group)
        self.what.picked.connect(self.typed.setText)
        self.fill.clicked.connect(lambda: self.wanted.emit(self.typed.text().strip()))
        self.typed.returnPressed.connect(lambda: self.wanted.emit(self.typed.text().strip()))
        self.take.clicked.connect(lambda: self.wanted.emit(""))

    def show_offers(self, offered: Sequence[Offer]) -> None:
        """What can be chosen for this form."""
        self._offers = tuple(offered)
        kept = self.group.currentData() or ""
        self.group.set_choices(presenter.groups(offered), kept)
        self._show_group(self.group.currentData() or "")

    def _show_group(self, group: str) -> None:
        self.what.set_choices(presenter.within(self._offers, group))
        self.typed.setText(self.what.currentData() or "")

    def show_cell(self, title: str, labels: str, marks: Sequence[Mark], refused: str) -> None:
        """The cell in hand: what stands around it, what goes there, or why nothing can."""
        self.title.setText(title)
        self.labels.set_text(labels)
        self.labels.setVisible(bool(labels))
        self._marks = tuple(marks)
        self.why.set_text(refused)
        self.why.setVisible(bool(refused))
        for part in (self.fill, self.group, self.what, self.typed):
            part.setEnabled(not refused)
        doubtful = [m for m in marks if presenter.is_doubtful(m, self._offers)]
        first = (doubtful or list(marks))[:1]
        choices = [(m.token, m.token) for m in marks if m.token]
        self.token.set_choices(choices, first[0].token if first else "")
        self.several.setVisible(len(choices) > 1)
        self._show_mark()

    def _show_mark(self) -> None:
        token = self.token.currentData() or ""
        mark = next((m for m in self._marks if m.token == token), None)
        source = "" if mark is None else mark.source
        if mark is not None and presenter.is_doubtful(mark, self._offers):
            self.why.set_text(_("Nothing is called %(source)s") % {"source": source})
        self.why.setVisible(bool(self.why.accessibleName()))
        self.now.set_text(_("Gets: %(what)s") % {"what": words_of(source, self._offers)})
        self.now.setVisible(bool(source))
        self.take.setVisible(bool(source))
        group = presenter.group_of(self._offers, source)
        if group:
            self.group.choose(group)
            self._show_group(group)
            self.what.choose(source)
        if source:
            self.typed.setText(source)
