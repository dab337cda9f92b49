"""The rule of an event, in one line: how much must have been attended, and which roles get none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu

from workshopdesk.i18n import N_, _
from workshopdesk.ui.certificates import presenter
from workshopdesk.ui.certificates.presenter import ScreenState
from workshopdesk.ui.widgets.buttons import MenuButton
from workshopdesk.ui.widgets.fields import Choice, Labelled, Saved
from workshopdesk.ui.widgets.frames import Card
from workshopdesk.ui.widgets.text import Label

_COMPLETES = "completes"


class RuleBar(Card):
    """Tells a new rule (half-days or None, roles without one) and a new percentage."""

    ruled = Signal(object, object)
    percent_typed = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=14, spacing=0)
        self.state: ScreenState | None = None
        self.least = Choice(N_("Who gets a certificate"))
        self.least.picked.connect(lambda _key: self._tell())
        self.percent = Saved(N_("Half-days that complete a participation, %"))
        self.percent.setFixedWidth(150)
        self.percent.saved.connect(self.percent_typed)
        self.roles = MenuButton(self._fill_roles, icon="users")
        self.said = Label(tone="quiet")
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(Labelled(N_("Who gets a certificate"), self.least))
        across.addWidget(Labelled(N_("Percent of half-days"), self.percent))
        across.addWidget(Labelled(N_("Roles that get none"), self.roles))
        across.addSpacing(8)
        across.addWidget(self.said, 1)
        self.column.addLayout(across)

    def show_state(self, state: ScreenState) -> None:
        """Show an event's rule, and what it comes to."""
        self.state = state
        rule, event = state.rule, state.event
        most = len(event.half_days)
        choices = [(_COMPLETES, presenter.completes(event))]
        choices += [(str(n), presenter.at_least(n)) for n in range(1, most + 1)]
        chosen = _COMPLETES if rule.half_days is None else str(rule.half_days)
        self.least.set_choices(choices, chosen)
        self.percent.show_value(str(event.completion_percent))
        self.percent.setEnabled(rule.half_days is None)
        named = [words for code, words in state.roles if code in rule.roles_out]
        self.roles.set_words(", ".join(named) if len(named) < 3 and named else self._count(named))
        counts = state.counts()
        self.said.setText(
            _("%(get)d get one, %(none)d get none")
            % {"get": counts[presenter.GET], "none": counts[presenter.NONE]}
        )

    @staticmethod
    def _count(named: list[str]) -> str:
        return _("%(n)d roles") % {"n": len(named)} if named else _("No role")

    def _fill_roles(self, menu: QMenu) -> None:
        if self.state is None:
            return
        for code, words in self.state.roles:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(code in self.state.rule.roles_out)
            action.triggered.connect(lambda _on, c=code: self._turn(c))

    def _turn(self, code: str) -> None:
        if self.state is not None:
            self.ruled.emit(self._half_days(), self.state.rule.roles_out ^ {code})

    def _half_days(self) -> int | None:
        key = self.least.currentData()
        return None if key in (None, _COMPLETES) else int(key)

    def _tell(self) -> None:
        if self.state is not None:
            self.ruled.emit(self._half_days(), self.state.rule.roles_out)
