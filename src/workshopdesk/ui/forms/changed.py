"""A newer file of a form beside its marks: what moved, what was renamed, what has no place."""

from __future__ import annotations

from PySide6.QtCore import Signal

from workshopdesk.domain.form_changes import Comparison, Standing
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import forms
from workshopdesk.services.forms import NewVersion, Offer
from workshopdesk.ui import live
from workshopdesk.ui.forms import presenter
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label, Paragraph


class ChangedPage(Card):
    """Nothing is kept until ``accepted``; ``dropped`` leaves the form as it was."""

    accepted = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__(margin=16, spacing=8)
        self.new: NewVersion | None = None
        self._offers: tuple[Offer, ...] = ()
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("The form has changed"))
        self.said = Paragraph(tone="quiet")
        columns: list[Column[Comparison]] = [
            Column("what", N_("What goes there"), self._what, (260, 260), grow=2),
            Column("how", N_("How it fares"), presenter.standing, (150, 150),
                   problem=self._problem),
            Column("from", N_("Was in"), lambda c: c.mark.place.cell, (80, 80)),
            Column("to", N_("Now in"), lambda c: c.proposed.cell if c.proposed else "", (80, 80)),
            Column("was", N_("Labels before"), lambda c: presenter.around(c.was), (200, 200),
                   grow=1),
            Column("now", N_("Labels now"), lambda c: presenter.around(c.now), (200, 200), grow=1),
        ]  # fmt: skip
        self.model: TableModel[Comparison] = TableModel(columns, key=lambda c: c.mark)
        self.table = Table(self.model, N_("Marks in the changed form"))
        self.accept = Button(N_("Take the new version"), "check", "filled")
        self.drop = Button(N_("Leave the form as it was"))
        for part in (title, self.said, self.table):
            self.column.addWidget(part)
        self.column.addLayout(row(None, self.drop, self.accept))
        self.accept.clicked.connect(self.accepted)
        self.drop.clicked.connect(self.dropped)

    def show_version(self, new: NewVersion, offered: tuple[Offer, ...]) -> None:
        """Show how every mark fares, those in doubt first."""
        self.new, self._offers = new, offered
        order = list(reversed(Standing))
        self.model.set_rows(sorted(new.found, key=lambda c: order.index(c.standing)))
        doubtful = sum(one.standing is not Standing.STANDS for one in new.found)
        lost = sum(one.proposed is None for one in new.found)
        said = ngettext(
            "%(n)d mark does not stand where it stood.",
            "%(n)d marks do not stand where they stood.", doubtful,
        ) % {"n": doubtful}  # fmt: skip
        more = _("Take the new version to move them as shown; mark those without a place again.")
        self.said.set_text(f"{said} {more}" if lost or doubtful else said)

    def _what(self, one: Comparison) -> str:
        return forms.words_of(one.mark.source, self._offers)

    def _problem(self, one: Comparison) -> str:
        return _("Mark it again in the new version.") if one.proposed is None else ""
