"""The groups' page: form groups, the board, and why someone sits where they sit."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QWidget

from workshopdesk.domain.forming import Freedom
from workshopdesk.domain.groups import WishKind, WorkGroup
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import findings, group_members, groups
from workshopdesk.ui import icons, live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.groups import presenter
from workshopdesk.ui.groups.column import GroupColumn
from workshopdesk.ui.groups.findings import FindingsPage
from workshopdesk.ui.groups.plenary import Plenary
from workshopdesk.ui.groups.presenter import Card, ScreenState
from workshopdesk.ui.groups.why import WIDTH as WHY_WIDTH
from workshopdesk.ui.groups.why import Why
from workshopdesk.ui.room import EventRoom, Room
from workshopdesk.ui.widgets.buttons import Button, MenuButton, Segments, icon_button
from workshopdesk.ui.widgets.fields import Choice
from workshopdesk.ui.widgets.frames import Chip, Empty, scroll

TOPICS = ("groups",)
DEFAULT_NUMBER = 5
FINDINGS = 3  # the page of the stack where findings are typed in; the plenary's is the next
WAITING = -1  # the number of the column of those who are in no group


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return GroupsRoom(desk)


class GroupsRoom(EventRoom):
    """The board of one group-work session."""

    topics = frozenset(("groups", "participants", "agenda", "events"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, N_("Take attendance"), "attendance")
        self.state: ScreenState | None = None
        self._session_code = ""
        self._number = 0
        self.reporting = self.compiled = False
        self.columns: list[GroupColumn] = []
        self._build_toolbar()
        self._build_page()

    def _build_toolbar(self) -> None:
        self.form_button = Button(N_("Form groups anew"), "scale", "filled")
        self.form_button.clicked.connect(lambda: self.form(Freedom.ANEW))
        self.number = MenuButton(self._fill_numbers, icon="users-group")
        self.sessions = Choice(N_("Group-work session"))
        self.sessions.setFixedWidth(140)
        self.sessions.picked.connect(self._choose_session)
        self.rebalance = icon_button(
            "refresh", N_("Re-balance: move only those who make the groups more even"), "plain"
        )
        self.rebalance.clicked.connect(lambda: self.form(Freedom.EVEN))
        self.rules = MenuButton(self._fill_rules, icon="list-check")
        self.placed = Chip()
        self.unplaced = Button(
            kind="warning", icon="user-plus",
            tip=N_("Place them so that as few others as possible have to move"),
        )  # fmt: skip
        self.unplaced.clicked.connect(lambda: self.form(Freedom.FEWEST))
        self.print = Button(N_("Print lists"), "printer")
        self.print.clicked.connect(lambda: self.desk.go("papers", self.event_id, "group-lists"))
        self.print_findings = Button(N_("Print the findings"), "printer")
        self.print_findings.clicked.connect(
            lambda: self.desk.go("papers", self.event_id, "findings")
        )
        self.views = Segments(
            [("groups", N_("By group")), ("plenary", N_("For the plenary"))], N_("Shown as")
        )
        self.views.chosen.connect(lambda key: self.compile(key == "plenary"))
        self.findings_button = Button(N_("Findings"), "bulb")
        self.findings_button.clicked.connect(lambda: self.report(not self.reporting))
        for left in (self.form_button, self.number, self.rules, self.rebalance, self.sessions):
            self.toolbar.addWidget(left)
        self.toolbar.addWidget(self.views)
        self.toolbar.addStretch(1)
        for right in (
            self.placed, self.unplaced, self.findings_button, self.print, self.print_findings
        ):  # fmt: skip
            self.toolbar.addWidget(right)

    def _build_page(self) -> None:
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        holder = QWidget()
        self._board = QHBoxLayout(holder)
        self._board.setContentsMargins(0, 0, 0, 0)
        self._board.setSpacing(8)
        self.waiting = GroupColumn()
        live.say(self.waiting.list, self.waiting.list.setAccessibleName, N_("Without a group"))
        self._connect(self.waiting, WAITING)
        self._board.addWidget(self.waiting, 1)
        self.waiting.hide()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        live.say(area, area.setAccessibleName, N_("Groups"))
        across.addWidget(area, 1)
        self.why = Why()
        self.why.moved.connect(lambda card, group: self.move_person(card.id, group))
        self.why.locked.connect(self.lock)
        self.why.wished.connect(self.wish)
        self.why.leading.connect(self._lead_by_card)
        self._why = scroll(self.why, N_("Why here"))
        self._why.setFixedWidth(WHY_WIDTH + 2)
        self._why.hide()
        self.why.closed.connect(self._why.hide)
        across.addWidget(self._why)
        first = Button(N_("Form groups"), "scale", "filled")
        first.clicked.connect(lambda: self.form(Freedom.ANEW))
        plan = Button(N_("Add group work to the agenda"), "clock", "filled")
        plan.clicked.connect(lambda: self.desk.go("agenda", self.event_id))
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(Empty(N_("No groups yet"), first))
        self._pages.addWidget(Empty(N_("The agenda has no group work"), plan))
        self.findings, self.plenary = FindingsPage(), Plenary()
        self.findings.reported.connect(self._keep_findings)
        self.findings.asked.connect(self._keep_task)
        self.findings.leading.connect(self._lead)
        self._findings_area = scroll(self.findings, N_("Findings"))
        self._pages.addWidget(self._findings_area)
        self._pages.addWidget(scroll(self.plenary, N_("For the plenary")))
        self.set_content(self._pages)

    # Reading

    def load(self) -> None:
        """Read the board and show it."""
        with self.desk.store.read() as reader:
            state = presenter.read(reader, self.event_id, self._session_code)
        self.state = state
        self._number = len(state.columns) or self._number or DEFAULT_NUMBER
        self._say_number()
        chosen = state.session.code if state.session else ""
        self.sessions.set_choices(state.sessions, chosen)
        self.sessions.setVisible(len(state.sessions) > 1)
        self._show_page(state)
        self.placed.set(state.placed, "users")
        late = state.unplaced
        self.unplaced.set_words(
            ngettext("Place %(n)d late arrival", "Place %(n)d late arrivals", late) % {"n": late}
        )
        self.rules.set_words(_("Rules %(n)d") % {"n": state.rules})
        self._show_columns(state)

    def _show_page(self, state: ScreenState) -> None:
        formed = bool(state.columns)
        reporting = self.reporting and formed
        for button in (self.form_button, self.number):
            button.setVisible(state.session is not None and not reporting)
        for part in (self.rebalance, self.rules):
            part.setVisible(formed and not reporting)
        self.placed.setVisible(formed and not reporting and not state.unplaced)
        self.unplaced.setVisible(bool(state.unplaced) and not reporting)
        if reporting:
            page_of: FindingsPage | Plenary = self.plenary if self.compiled else self.findings
            page_of.show_groups(state.columns)
        self.views.setVisible(reporting)
        page = FINDINGS if reporting else 0 if formed else 1 if state.session else 2
        self._pages.setCurrentIndex(page + (reporting and self.compiled))
        self.findings_button.setVisible(formed)
        self.print.setVisible(formed and not reporting)
        self.print_findings.setVisible(reporting)
        self.findings_button.set_kind("pressed" if reporting else "plain")
        self.views.choose("plenary" if self.compiled else "groups")

    def compile(self, compiled: bool) -> None:
        """Show what the groups report one by one, or together for the plenary."""
        self.compiled = compiled
        self.report(True)

    def report(self, reporting: bool) -> None:
        """Show what the groups report, or the board again."""
        self.reporting = reporting
        if self.state is not None:
            self._show_page(self.state)

    def _show_columns(self, state: ScreenState) -> None:
        lists = [self.waiting.list, *(column.list for column in self.columns)]
        focused = next((cards for cards in lists if cards.hasFocus()), None)
        kept = focused.current() if focused is not None else None
        while len(self.columns) > len(state.columns):
            gone = self.columns.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.columns) < len(state.columns):
            self._add_column()
        for column, shown in zip(self.columns, state.columns, strict=True):
            column.show_group(shown)
        self.waiting.setVisible(state.waiting is not None)
        if state.waiting is not None:
            self.waiting.show_group(state.waiting)
        person = self.why.person
        if kept is not None:
            self._take_in_hand(kept.id)
        elif person is None or state.card_of(person) is None:
            self._why.hide()
        elif self._why.isVisible():
            self._show_why(state.card_of(person))

    def _add_column(self) -> None:
        column, number = GroupColumn(), len(self.columns)
        self._connect(column, number)
        column.head.clicked.connect(lambda: self._open_report(number))
        self.columns.append(column)
        self._board.addWidget(column, 1)

    def _connect(self, column: GroupColumn, number: int) -> None:
        """``number`` counts from 0; those without a group stand before, at -1."""
        column.list.chosen.connect(self._show_why)
        column.list.dropped.connect(lambda key, place: self._dropped(key, place, number))
        column.list.hovering.connect(lambda key: self._hover(key, number))
        column.list.pushed.connect(lambda card, by: self._push(card, number + by))
        column.list.passed.connect(lambda by: self._pass(number, number + by))
        column.list.locked.connect(self.lock)
        column.list.asked.connect(self._ask)

    def _column(self, number: int) -> GroupColumn | None:
        if number == WAITING:
            return None if self.waiting.isHidden() else self.waiting
        return self.columns[number] if 0 <= number < len(self.columns) else None

    def _open_report(self, number: int) -> None:
        self.compile(False)
        self._findings_area.ensureWidgetVisible(self.findings.cards[number])

    def _take_in_hand(self, registration_id: UUID) -> None:
        for column in (self.waiting, *self.columns):
            for row, card in enumerate(column.list.cards.cards):
                if card.id == registration_id and not column.isHidden():
                    column.list.focus_row(row)

    def _say_number(self) -> None:
        said = ngettext("%(n)d group", "%(n)d groups", self._number) % {"n": self._number}
        self.number.set_words(said)

    def _fill_numbers(self, menu: QMenu) -> None:
        for number in range(2, 13):
            said = ngettext("%(n)d group", "%(n)d groups", number) % {"n": number}
            menu.addAction(said).triggered.connect(lambda _c=False, n=number: self._set_number(n))

    def _set_number(self, number: int) -> None:
        self._number = number
        self._say_number()
        self.form()

    def _choose_session(self, code: str) -> None:
        self._session_code = code
        self.load()

    def _hover(self, registration_id: UUID | None, number: int) -> None:
        column = self._column(number)
        if self.state is None or column is None or number == WAITING:
            return
        shown = self.state.columns[number]
        if registration_id is None:
            column.show_head(shown, target=False)
        else:
            would_be = presenter.with_person(self.state, shown, registration_id)
            column.show_head(would_be, target=True)

    def _show_why(self, card: Card | None) -> None:
        if card is None or self.state is None:
            return
        for column in (self.waiting, *self.columns):
            if column.list.current() is not card:
                column.list.selectionModel().clear()
        here = self.state.column_of(card.id)
        if here is not None:
            self.why.explain(self.state, card, here)
            self._why.show()

    def _pass(self, number: int, to: int) -> None:
        here, there = self._column(number), self._column(to)
        if here is not None and there is not None and there.list.cards.cards:
            there.list.focus_row(max(here.list.currentIndex().row(), 0))

    def _fill_rules(self, menu: QMenu) -> None:
        """Locks and wishes; choosing one brings its person into hand."""
        if self.state is None:
            return
        for column in self.state.columns:
            for card in column.cards:
                if card.locked:
                    said = f"{card.name} · {column.name}"
                    action = menu.addAction(icons.icon("pinned"), said)
                    action.triggered.connect(lambda _c=False, k=card.id: self._take_in_hand(k))
        for wish in self.state.wishes:
            one = self.state.card_of(wish.first_id)
            other = self.state.card_of(wish.second_id)
            if one is not None and other is not None:
                sign = "users" if wish.kind is WishKind.TOGETHER else "ban"
                action = menu.addAction(icons.icon(sign), f"{one.name} · {other.name}")
                action.triggered.connect(lambda _c=False, k=one.id: self._take_in_hand(k))
        if menu.isEmpty():
            menu.addAction(_("No locks and no wishes yet")).setEnabled(False)

    def _ask(self, card: Card, at: QPoint) -> None:
        """What can be done with a card, as a menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = self.state.column_of(card.id) if self.state is not None else None
        if column is not None and column.group is not None:
            said, sign = (
                (N_("Unlock"), "pinned-off") if card.locked else (N_("Lock here"), "pinned")
            )
            menu.addAction(icons.icon(sign), _(said)).triggered.connect(lambda: self.lock(card))
            for notes, said, sign in (
                (False, N_("Leads the group"), "flag"), (True, N_("Takes the notes"), "pencil")
            ):  # fmt: skip
                menu.addAction(icons.icon(sign), _(said)).triggered.connect(
                    lambda _c=False, n=notes: self._lead_by_card(card, n)
                )
            menu.addAction(icons.icon("x"), _("Take out of the group")).triggered.connect(
                lambda: self.take_out(card)
            )
        menu.popup(at)

    # Writing

    def form(self, freedom: Freedom = Freedom.ANEW) -> None:
        """Form the groups, away from the window's thread; ``freedom``: who may be moved."""
        if self.state is None or self.state.session is None:
            return
        code, session = self.state.event_code, self.state.session.code
        anew = freedom is Freedom.ANEW
        number = self._number if anew else len(self.state.columns)

        def job(_progress: Progress) -> groups.Formed:
            return groups.form_session_groups(
                self.desk.store, code, session, number,
                balance=presenter.BALANCE, freedom=freedom,
            )  # fmt: skip

        def done(made: groups.Formed) -> None:
            formed = len(made.group_ids)
            said = ngettext("Formed %(n)d group", "Formed %(n)d groups", formed) % {"n": formed}
            if not anew:
                said = _("Placed %(placed)d, moved %(moved)d") % {
                    "placed": made.placed, "moved": made.moved,
                }  # fmt: skip
            self.desk.announce(*TOPICS, said=said)

        self.desk.job(job, done, _("Forming groups"), again=lambda: self.form(freedom))

    def _dropped(self, registration_id: UUID, place: int, number: int) -> None:
        card = self.state.card_of(registration_id) if self.state is not None else None
        if card is None or self.state is None:
            return
        if number == WAITING:
            self.take_out(card)
        else:
            self.move_person(registration_id, self.state.columns[number].work.id, place)

    def _push(self, card: Card, number: int) -> None:
        if self.state is not None and 0 <= number < len(self.state.columns):
            self.move_person(card.id, self.state.columns[number].work.id)

    def take_out(self, card: Card) -> None:
        """Out of the group, into none."""
        column = self.state.column_of(card.id) if self.state is not None else None
        if column is not None and column.group is not None:
            group_id = column.group.id
            self.desk.write(
                lambda: group_members.remove_member(self.desk.store, card.id, group_id),
                *TOPICS,
                said=_("Took %(name)s out of %(group)s")
                % {"name": card.name, "group": column.name},
            )

    def lock(self, card: Card) -> None:
        """Lock a person where they are, or no longer."""
        column = self.state.column_of(card.id) if self.state is not None else None
        if column is None or column.group is None:
            return
        group_id, locked = column.group.id, not card.locked
        said = _("Locked %(name)s") if locked else _("Unlocked %(name)s")
        self.desk.write(
            lambda: group_members.lock_member(self.desk.store, card.id, group_id, locked),
            *TOPICS,
            said=said % {"name": card.name},
        )

    def wish(self, card: Card, other: UUID, kind: WishKind | None) -> None:
        """Keep two people together or apart, or no longer."""
        if self.state is None or self.state.session is None:
            return
        session_id = self.state.session.id
        self.desk.write(
            lambda: group_members.set_wish(self.desk.store, session_id, card.id, other, kind),
            *TOPICS,
            said=_("Saved"),
        )

    def _lead_by_card(self, card: Card, notes: bool) -> None:
        column = self.state.column_of(card.id) if self.state is not None else None
        if column is not None and column.group is not None:
            self._lead(column.group, notes, card.id)

    def _lead(self, group: WorkGroup, notes: bool, registration_id: UUID | None) -> None:
        self.desk.write(
            lambda: group_members.set_leader(
                self.desk.store, group.id, group.version,
                secretary=notes, registration_id=registration_id,
            ),
            *TOPICS,
            said=_("Saved"),
        )  # fmt: skip

    def move_person(self, registration_id: UUID, group_id: UUID, place: int | None = None) -> None:
        """Put a person into another group."""
        if self.state is None:
            return
        card = self.state.card_of(registration_id)
        names = {column.work.id: column.name for column in self.state.columns}
        name = card.name if card is not None else ""
        self.desk.write(
            lambda: group_members.move_member(self.desk.store, registration_id, group_id, place),
            *TOPICS,
            said=_("Moved %(name)s to %(group)s") % {"name": name, "group": names[group_id]},
        )

    def _keep_findings(self, group: WorkGroup, found: list[str], advised: list[str]) -> None:
        self.desk.write(
            lambda: findings.set_findings(self.desk.store, group, found, advised),
            *TOPICS,
            said=_("Saved"),
        )

    def _keep_task(self, group: WorkGroup, question_lo: str, question_en: str, room: str) -> None:
        self.desk.write(
            lambda: group_members.change_group(
                self.desk.store, group.id, group.version,
                question_lo=question_lo, question_en=question_en, room=room,
            ),
            *TOPICS,
            said=_("Saved"),
        )  # fmt: skip

    def reveal(self, focus: str) -> None:
        """A person on the board; or what the groups report ("findings")."""
        self.report(focus == "findings")
        if focus != "findings":
            self._take_in_hand(UUID(focus))
