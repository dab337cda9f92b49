"""The payments page of an event: lists people sign for, the rates they follow, the budget."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from workshopdesk.i18n import N_
from workshopdesk.services.payment_computing import MissingRate
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.payments import presenter
from workshopdesk.ui.payments.budget import BudgetPage
from workshopdesk.ui.payments.lists import ListsPage
from workshopdesk.ui.payments.rates import RatesPage
from workshopdesk.ui.room import EventRoom, Room
from workshopdesk.ui.widgets.buttons import Segments

_PAGES = [
    ("lists", N_("Payment lists")),
    ("rates", N_("Rates")),
    ("budget", N_("Budget")),
]


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return PaymentsRoom(desk)


class PaymentsRoom(EventRoom):
    """Three pages under one switch; ``focus`` names the page to show."""

    topics = frozenset(
        ("events", "payments", "participants", "attendance", "agenda", "people", "programmes")
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.switch = Segments(_PAGES, N_("Payments"))
        self.switch.setFixedWidth(420)
        self.switch.chosen.connect(self.turn_to)
        self.toolbar.addWidget(self.switch)
        self.toolbar.addStretch(1)
        self.lists, self.rates, self.budget = ListsPage(desk), RatesPage(desk), BudgetPage(desk)
        self.pages = QStackedWidget()
        for page in (self.lists, self.rates, self.budget):
            self.pages.addWidget(page)
        self.set_content(self.pages)
        self.lists.rate_missing.connect(self._enter_rate)
        self.budget.rates_wanted.connect(lambda: self.turn_to("rates"))
        self.turn_to("lists")

    def turn_to(self, page: str) -> None:
        """Show a page."""
        self.switch.choose(page)
        self.pages.setCurrentIndex([key for key, _words in _PAGES].index(page))

    def load(self) -> None:
        """Read all three."""
        with self.desk.store.read() as reader:
            state = presenter.read(reader, self.event_id)
            self.rates.read(reader, state)
            self.budget.read(reader, state)
        self.lists.show_state(state)

    def reveal(self, focus: str) -> None:
        """One of the pages by its name."""
        if focus in dict(_PAGES):
            self.turn_to(focus)

    def start_search(self) -> None:
        """Ctrl+F: the filter row of the table shown."""
        page = self.pages.currentWidget()
        if isinstance(page, ListsPage | RatesPage | BudgetPage):
            page.table.open_filters(not page.table.filters_open)

    def _enter_rate(self, missing: MissingRate) -> None:
        self.rates.fill_in(missing)
        self.turn_to("rates")
