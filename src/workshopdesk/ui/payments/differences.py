"""Where payment and attendance disagree, person by person; each opens the attendance."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workshopdesk.i18n import N_, _
from workshopdesk.services.payments import Difference
from workshopdesk.ui import live
from workshopdesk.ui.payments.presenter import amount
from workshopdesk.ui.widgets.frames import Card, clear, hairline, scroll
from workshopdesk.ui.widgets.text import Label, LinkLabel, Paragraph

MOST_SHOWN = 200


class DifferencesCard(Card):
    """``opened`` tells the name of the person whose attendance is to be looked at."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=12, spacing=6)
        self.found: tuple[Difference, ...] = ()
        self.setFixedWidth(300)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Payment and attendance"))
        self.column.addWidget(title)
        inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self.column.addWidget(scroll(inside, N_("Payment and attendance")), 1)

    def show_differences(self, found: Sequence[Difference], currency: str, wrong: str) -> None:
        """Show each of them, or why they cannot be known."""
        self.found = tuple(found)
        clear(self._lines)
        if wrong:
            self._lines.addWidget(Paragraph(wrong, tone="bad"))
        for one in self.found[:MOST_SHOWN]:
            self._lines.addWidget(hairline())
            name = LinkLabel(one.name, weight=500)
            name.clicked.connect(lambda n=one.name: self.opened.emit(n))
            self._lines.addWidget(name)
            self._lines.addWidget(Paragraph(_said(one, currency), role="caption", tone="quiet"))
        self._lines.addStretch(1)


def _said(one: Difference, currency: str) -> str:
    half_days = _("Half-days paid %(paid)d, attended %(came)d") % {
        "paid": one.paid_half_days,
        "came": one.half_days,
    }
    more = one.due - one.paid
    said = _("still to pay %(amount)s") if more >= 0 else _("to take back %(amount)s")
    lines = [half_days, said % {"amount": amount(abs(more), currency)}] if one.differs else []
    if one.also:
        numbers = ", ".join(map(str, one.also))
        lines.append(_("Also paid on list %(numbers)s") % {"numbers": numbers})
    return "\n".join(lines)
