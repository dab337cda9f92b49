"""The side card of clashes: what is wrong, who or what is free, and leaving it as it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from workshopdesk.i18n import N_, _
from workshopdesk.ui.agenda.alarms import Alarm, Offer
from workshopdesk.ui.widgets.buttons import Button, icon_label
from workshopdesk.ui.widgets.frames import Card, Chip, clear, hairline, row
from workshopdesk.ui.widgets.text import Label, Paragraph

_SHOWN = 6
_PAGES = {"groups": N_("Form groups"), "participants": N_("Register")}


class AlarmsCard(Card):
    """``shown`` wants a session seen, ``taken`` takes an offer, ``gone`` opens another page."""

    shown = Signal(object)  # Session
    taken = Signal(object, object)  # Alarm, Offer
    gone = Signal(object)  # Alarm
    left = Signal(object)  # Alarm

    def show_alarms(self, alarms: Sequence[Alarm], in_hand: object) -> None:
        """Those of the session in hand alone while there is one, with what is offered."""
        shown = [alarm for alarm in alarms if in_hand in (None, alarm.session.id)]
        self.setVisible(bool(shown))
        clear(self.column)
        top = QHBoxLayout()
        top.addWidget(Label(_("Warnings"), role="section", weight=600), 1)
        chip = Chip()
        chip.set(str(len(alarms)), "alert-triangle", "warn")
        top.addWidget(chip)
        self.column.addLayout(top)
        for number, alarm in enumerate(shown[:_SHOWN]):
            self._add(alarm, open_up=number == 0 or in_hand is not None)

    def _add(self, alarm: Alarm, open_up: bool) -> None:
        box = Card(margin=12, spacing=0)
        box.setObjectName("warncard")
        box.column.addWidget(Paragraph(alarm.title, weight=600))
        box.column.addWidget(Paragraph(alarm.detail, role="caption", tone="text"))
        show = Button(N_("Show"), kind="link")
        show.clicked.connect(lambda: self.shown.emit(alarm.session))
        self.column.addWidget(box)
        parts = [show]
        if alarm.page:
            mend = Button(_PAGES[alarm.page], kind="link")
            mend.clicked.connect(lambda: self.gone.emit(alarm))
            parts.append(mend)
        box.column.addLayout(row(*parts, None))
        if open_up and alarm.offers:
            self._offer(alarm)
        if open_up:
            leave = Button(N_("Leave as it is"), kind="link")
            leave.clicked.connect(lambda: self.left.emit(alarm))
            self.column.addLayout(row(leave, None))

    def _offer(self, alarm: Alarm) -> None:
        self.column.addSpacing(8)
        self.column.addWidget(Label(_("Free at that time"), role="caption", tone="quiet"))
        for offer in alarm.offers:
            choose = Button(N_("Choose"), small=True)
            choose.setAccessibleName(f"{_('Choose')} {offer.name}")
            choose.clicked.connect(lambda _c=False, o=offer: self.taken.emit(alarm, o))
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(icon_label("user" if offer.room is None else "door", "quiet", 16))
            line.addWidget(_named(offer), 1)
            line.addWidget(choose)
            self.column.addLayout(line)
            self.column.addWidget(hairline())


def _named(offer: Offer) -> Label:
    label = Label(offer.name)
    if offer.detail:
        label.setToolTip(f"{offer.name}\n{offer.detail}")
    return label
