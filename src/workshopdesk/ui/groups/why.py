"""Beside the board: who is in hand, why they sit there, and what may be done with them."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from workshopdesk.domain.groups import WishKind
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.ui.groups import presenter
from workshopdesk.ui.groups.presenter import Card, Column, Effect, Rule, ScreenState
from workshopdesk.ui.widgets import frames
from workshopdesk.ui.widgets.buttons import Button, icon_button, icon_label
from workshopdesk.ui.widgets.fields import Choice, Field, suggest
from workshopdesk.ui.widgets.frames import Chip, hairline, row
from workshopdesk.ui.widgets.text import Label, Paragraph

WIDTH = 230
_KINDS = (
    (str(WishKind.TOGETHER), N_("Keep together with")),
    (str(WishKind.APART), N_("Keep apart from")),
)


class Why(frames.Card):
    """Tells what is wanted of the person in hand."""

    closed = Signal()
    moved = Signal(object, object)  # Card, group id
    locked = Signal(object)  # Card
    wished = Signal(object, object, object)  # Card, the other's registration id, WishKind or None
    leading = Signal(object, bool)  # Card, whether the notes are meant

    def __init__(self) -> None:
        super().__init__(margin=12)
        self.setFixedWidth(WIDTH)
        self.person: UUID | None = None
        self.kind = Choice(N_("Wish"))
        self.other = Field(N_("The other person"), N_("Type a name"))
        self._names: dict[str, UUID] = {}
        self._inside = QVBoxLayout()
        self._inside.setSpacing(4)
        self.column.addLayout(self._inside)
        self.column.addStretch(1)
        self._wishing = QVBoxLayout()
        self._wishing.setSpacing(4)
        self._wishing.addWidget(self.kind)
        self._wishing.addWidget(self.other)
        self.column.addLayout(self._wishing)
        self.other.returnPressed.connect(self._wish)
        self._card: Card | None = None

    def explain(self, state: ScreenState, card: Card, column: Column) -> None:
        """Show one person."""
        if self.person != card.id:
            self.other.clear()
        self.person, self._card = card.id, card
        frames.clear(self._inside)
        self._head(card)
        self._reasons(card, column, presenter.rules(state, card))
        self._inside.addWidget(hairline())
        if not card.locked:
            self._inside.addWidget(Label(_("If moved to"), role="caption", tone="quiet"))
            for effect in presenter.effects(state, card):
                self._effect(card, effect)
        if column.group is not None:
            self._verbs(card)
        chosen = self.kind.currentData() or str(WishKind.APART)
        self.kind.set_choices([(key, _(said)) for key, said in _KINDS], chosen)
        everyone = [c for col in (*state.columns, *((state.waiting,) if state.waiting else ()))
                    for c in col.cards if c.id != card.id]  # fmt: skip
        self._names = {c.name: c.id for c in everyone}
        suggest(self.other, [c.name for c in everyone])

    def _head(self, card: Card) -> None:
        top = QHBoxLayout()
        top.addWidget(Label(_("Why here"), role="section", weight=600), 1)
        close = icon_button("x", N_("Close"), small=True)
        close.clicked.connect(self.closed)
        top.addWidget(close)
        self._inside.addLayout(top)
        self._inside.addWidget(Label(card.name, weight=600))
        for text in (card.row.position, card.detail):
            if text:
                self._inside.addWidget(Paragraph(text, role="caption", tone="quiet"))
        self._inside.addWidget(hairline())

    def _reasons(self, card: Card, column: Column, rules: tuple[Rule, ...]) -> None:
        here = column.name if column.group is None else _("In %(group)s") % {"group": column.name}
        self._inside.addWidget(Label(here, role="caption", tone="quiet"))
        if card.locked:
            self._reason("pinned", _("Locked"), _("Stays when groups are formed anew"), "accent")
        if card.part:
            self._reason("flag" if card.leads else "pencil", card.part, "", "accent")
        for rule in rules:
            tone = "accent" if rule.kept else "warn"
            drop = icon_button("x", N_("Drop this wish"), small=True)
            drop.clicked.connect(
                lambda _c=False, other=rule.other: self.wished.emit(card, other, None)
            )
            self._reason(rule.icon, rule.said, rule.detail, tone, drop)

    def _reason(
        self, icon: str, said: str, detail: str, tone: str, action: Button | None = None
    ) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(said, weight=500))
        if detail:
            words.addWidget(Paragraph(detail, role="caption", tone="quiet"))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(icon_label(icon, tone, 16))
        line.addLayout(words, 1)
        if action is not None:
            line.addWidget(action)
        self._inside.addLayout(line)

    def _effect(self, card: Card, effect: Effect) -> None:
        button = Button(kind="link")
        button.set_words(effect.name)
        button.setEnabled(effect.allowed)
        button.clicked.connect(lambda: self.moved.emit(card, effect.group))
        tone, icon = ("good", "circle-check") if effect.good else ("warn", "alert-triangle")
        if not effect.allowed:
            tone, icon = "bad", "ban"
        chip = Chip()
        chip.set(effect.said, icon, tone)
        self._inside.addLayout(row(button, None, chip))
        self._inside.addWidget(hairline())

    def _verbs(self, card: Card) -> None:
        lock = Button(N_("Unlock") if card.locked else N_("Lock here"),
                      "pinned-off" if card.locked else "pinned")  # fmt: skip
        lock.clicked.connect(lambda: self.locked.emit(card))
        self._inside.addSpacing(4)
        self._inside.addWidget(lock)
        for holds, notes, said, icon in (
            (card.leads, False, N_("Leads the group"), "flag"),
            (card.notes, True, N_("Takes the notes"), "pencil"),
        ):
            if not holds:
                button = Button(said, icon)
                button.clicked.connect(lambda _c=False, n=notes: self.leading.emit(card, n))
                self._inside.addWidget(button)

    def _wish(self) -> None:
        other = self._names.get(canonical(self.other.text()))
        if other is not None and self._card is not None:
            self.other.clear()
            self.wished.emit(self._card, other, WishKind(self.kind.currentData()))
