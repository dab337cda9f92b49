"""The groups' page: form groups, the board, and why someone sits where they sit."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QWidget

from workshopdesk.domain.groups import WorkGroup
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import findings, group_members, groups
from workshopdesk.ui import live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.groups import presenter
from workshopdesk.ui.groups.column import GroupColumn
from workshopdesk.ui.groups.findings import FindingsPage
from workshopdesk.ui.groups.presenter import Card, ScreenState
from workshopdesk.ui.room import EventRoom, Room
from workshopdesk.ui.widgets import frames
from workshopdesk.ui.widgets.buttons import Button, MenuButton, icon_button
from workshopdesk.ui.widgets.fields import Choice
from workshopdesk.ui.widgets.frames import Chip, Empty, hairline, scroll
from workshopdesk.ui.widgets.text import Label, Paragraph

TOPICS = ("groups",)
DEFAULT_NUMBER = 5
FINDINGS = 3  # the page of the stack where findings are typed in


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
        self.reporting = False
        self.columns: list[GroupColumn] = []
        self._build_toolbar()
        self._build_page()

    def _build_toolbar(self) -> None:
        self.form_button = Button(N_("Form groups anew"), "scale", "filled")
        self.form_button.clicked.connect(self.form)
        self.number = MenuButton(self._fill_numbers, icon="users-group")
        self.sessions = Choice(N_("Group-work session"))
        self.sessions.setMaximumWidth(260)
        self.sessions.picked.connect(self._choose_session)
        self.placed, self.unplaced = Chip(), Chip()
        self.print = Button(N_("Print lists"), "printer")
        self.print.clicked.connect(lambda: self.desk.go("papers", self.event_id, "group-lists"))
        self.print_findings = Button(N_("Print the findings"), "printer")
        self.print_findings.clicked.connect(
            lambda: self.desk.go("papers", self.event_id, "findings")
        )
        self.findings_button = Button(N_("Findings"), "bulb")
        self.findings_button.clicked.connect(lambda: self.report(not self.reporting))
        for left in (self.form_button, self.number, self.sessions):
            self.toolbar.addWidget(left)
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
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        live.say(area, area.setAccessibleName, N_("Groups"))
        across.addWidget(area, 1)
        self.why = _Why()
        self.why.moved.connect(lambda card, group: self.move_person(card.id, group))
        self.why.hide()
        across.addWidget(self.why)
        first = Button(N_("Form groups"), "scale", "filled")
        first.clicked.connect(self.form)
        plan = Button(N_("Add group work to the agenda"), "clock", "filled")
        plan.clicked.connect(lambda: self.desk.go("agenda", self.event_id))
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(Empty(N_("No groups yet"), first))
        self._pages.addWidget(Empty(N_("The agenda has no group work"), plan))
        self.findings = FindingsPage()
        self.findings.reported.connect(self._keep_findings)
        self.findings.asked.connect(self._keep_task)
        self._pages.addWidget(scroll(self.findings, N_("Findings")))
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
        left = len(state.unplaced)
        said = _("Without a group %(n)d") % {"n": left}
        self.unplaced.set(
            said, "alert-triangle" if left else "circle-check", "warn" if left else "text"
        )
        self._show_columns(state)
        self.findings.show_groups(state.columns)

    def _show_page(self, state: ScreenState) -> None:
        reporting = self.reporting and bool(state.columns)
        for button in (self.form_button, self.number):
            button.setVisible(state.session is not None and not reporting)
        page = FINDINGS if reporting else 0 if state.columns else 1 if state.session else 2
        self._pages.setCurrentIndex(page)
        for chip in (self.placed, self.unplaced):
            chip.setVisible(bool(state.columns) and not reporting)
        self.findings_button.setVisible(bool(state.columns))
        self.print.setVisible(bool(state.columns) and not reporting)
        self.print_findings.setVisible(reporting)
        self.findings_button.set_kind("pressed" if reporting else "plain")

    def report(self, reporting: bool) -> None:
        """Show what the groups report, or the board again."""
        self.reporting = reporting
        if self.state is not None:
            self._show_page(self.state)

    def _show_columns(self, state: ScreenState) -> None:
        focused = next((n for n, c in enumerate(self.columns) if c.list.hasFocus()), None)
        kept = self.columns[focused].list.current() if focused is not None else None
        while len(self.columns) > len(state.columns):
            self.columns.pop().deleteLater()
        while len(self.columns) < len(state.columns):
            self._add_column()
        for column, shown in zip(self.columns, state.columns, strict=True):
            column.show_group(shown)
        if kept is not None:
            self._take_in_hand(kept.id)
        elif not any(card.id == self.why.person for c in state.columns for card in c.cards):
            self.why.hide()

    def _add_column(self) -> None:
        column = GroupColumn()
        number = len(self.columns)
        column.list.chosen.connect(self._show_why)
        column.list.dropped.connect(lambda key, place, n=number: self._dropped(key, place, n))
        column.list.hovering.connect(lambda key, n=number: self._hover(key, n))
        column.list.pushed.connect(lambda card, by, n=number: self._push(card, n + by))
        column.list.passed.connect(lambda by, n=number: self._pass(n, n + by))
        self.columns.append(column)
        self._board.addWidget(column, 1)

    def _take_in_hand(self, registration_id: UUID) -> None:
        for column in self.columns:
            for row, card in enumerate(column.list.cards.cards):
                if card.id == registration_id:
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
        if self.state is None:
            return
        shown = self.state.columns[number]
        if registration_id is None:
            self.columns[number].show_head(shown, target=False)
        else:
            would_be = presenter.with_person(self.state, shown, registration_id)
            self.columns[number].show_head(would_be, target=True)

    def _show_why(self, card: Card | None) -> None:
        if card is None or self.state is None:
            return
        for column in self.columns:
            if column.list.current() is not card:
                column.list.selectionModel().clear()
        here = next((c for c in self.state.columns if card in c.cards), None)
        if here is not None:
            self.why.explain(card, here.name, presenter.effects(self.state, card))

    def _pass(self, number: int, to: int) -> None:
        if 0 <= to < len(self.columns) and self.columns[to].list.cards.cards:
            self.columns[to].list.focus_row(max(self.columns[number].list.currentIndex().row(), 0))

    # Writing

    def form(self) -> None:
        """Form the groups, away from the window's thread."""
        if self.state is None or self.state.session is None:
            return
        code, session, number = self.state.event_code, self.state.session.code, self._number

        def job(_progress: Progress) -> int:
            return len(groups.form_session_groups(self.desk.store, code, session, number).group_ids)

        def done(made: int) -> None:
            said = ngettext("Formed %(n)d group", "Formed %(n)d groups", made) % {"n": made}
            self.desk.announce(*TOPICS, said=said)

        self.desk.tasks.run(job, done, self.desk.messages.error, _("Forming groups"))

    def _dropped(self, registration_id: UUID, place: int, number: int) -> None:
        if self.state is not None:
            self.move_person(registration_id, self.state.columns[number].group.id, place)

    def _push(self, card: Card, number: int) -> None:
        if self.state is not None and 0 <= number < len(self.state.columns):
            self.move_person(card.id, self.state.columns[number].group.id)

    def move_person(self, registration_id: UUID, group_id: UUID, place: int | None = None) -> None:
        """Put a person into another group."""
        if self.state is None:
            return
        cards = {c.id: c for column in self.state.columns for c in column.cards}
        names = {column.group.id: column.name for column in self.state.columns}
        name = cards[registration_id].name if registration_id in cards else ""
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

    def _keep_task(self, group: WorkGroup, question_lo: str, question_en: str) -> None:
        self.desk.write(
            lambda: group_members.change_group(
                self.desk.store, group.id, group.version,
                question_lo=question_lo, question_en=question_en,
            ),
            *TOPICS,
            said=_("Saved"),
        )  # fmt: skip

    def reveal(self, focus: str) -> None:
        """A person on the board; or what the groups report ("findings")."""
        self.report(focus == "findings")
        if focus != "findings":
            self._take_in_hand(UUID(focus))


class _Why(frames.Card):
    """Who this is, where they sit, and what a move to every other group would do."""

    moved = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(margin=12)
        self.setFixedWidth(230)
        self.person: UUID | None = None

    def explain(self, card: Card, group: str, effects: tuple[presenter.Effect, ...]) -> None:
        """Show one person."""
        self.person = card.id
        frames.clear(self.column)
        top = QHBoxLayout()
        top.addWidget(Label(_("Why here"), role="section", weight=600), 1)
        close = icon_button("x", N_("Close"), small=True)
        close.clicked.connect(self.hide)
        top.addWidget(close)
        self.column.addLayout(top)
        self.column.addWidget(Label(card.name, weight=600))
        for text in (card.row.position, card.detail, card.part):
            if text:
                self.column.addWidget(Paragraph(text, role="caption", tone="quiet"))
        self.column.addWidget(hairline())
        self.column.addWidget(Label(_("In %(group)s") % {"group": group}, role="caption"))
        self.column.addSpacing(8)
        self.column.addWidget(Label(_("If moved to"), role="caption", tone="quiet"))
        for effect in effects:
            self._add_effect(card, effect)
        self.column.addStretch(1)
        self.show()

    def _add_effect(self, card: Card, effect: presenter.Effect) -> None:
        line = QHBoxLayout()
        button = Button(kind="link")
        button.set_words(effect.name)
        button.clicked.connect(lambda: self.moved.emit(card, effect.group))
        chip = Chip()
        tone, icon = ("good", "circle-check") if effect.good else ("warn", "alert-triangle")
        chip.set(effect.said, icon, tone)
        line.addWidget(button)
        line.addStretch(1)
        line.addWidget(chip)
        self.column.addLayout(line)
        self.column.addWidget(hairline())
