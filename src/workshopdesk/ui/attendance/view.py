"""The attendance page: counts per half-day, the grid, and the desk where people sign in."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.domain.attendance import AttendanceSource, Mark
from workshopdesk.i18n import N_, _
from workshopdesk.services import attendance
from workshopdesk.ui.attendance import desk as at_desk
from workshopdesk.ui.attendance import presenter
from workshopdesk.ui.attendance.desk import SignInDesk
from workshopdesk.ui.attendance.grid import Grid
from workshopdesk.ui.attendance.halfdays import HalfDays
from workshopdesk.ui.attendance.presenter import ABSENT, EVERYONE, UNMARKED, Line, Marks
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.room import EventRoom, Room
from workshopdesk.ui.widgets.buttons import Button, Segments
from workshopdesk.ui.widgets.fields import Field
from workshopdesk.ui.widgets.frames import Card, Empty

TOPICS = ("attendance",)
VIEWS = {EVERYONE: N_("All %(n)d"), UNMARKED: N_("Not marked %(n)d"), ABSENT: N_("Absent %(n)d")}


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return AttendanceRoom(desk)


class AttendanceRoom(EventRoom):
    """One event's people against its half-days."""

    topics = frozenset((*TOPICS, "participants", "agenda", "events"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, N_("Print certificates"), "papers")
        self.state: presenter.ScreenState | None = None
        self._view = EVERYONE
        self._written: Marks | None = None
        self.grid = Grid()
        self.half_days = HalfDays()
        self.sign_in = SignInDesk()
        self._build_toolbar()
        self._build_page()
        self._connect()

    def _build_toolbar(self) -> None:
        self.search = Field(N_("Find a person"), N_("Name, unit or number"), "search", "Ctrl+F")
        self.search.setFixedWidth(240)
        self.views = Segments([(EVERYONE, ""), (UNMARKED, ""), (ABSENT, "")], N_("View"))
        self.sheet = Button(N_("Sign-in sheet"), "printer")
        self.desk_button = Button(N_("Sign in"), "scan", "pressed")
        self.toolbar.addWidget(self.search)
        self.toolbar.addWidget(self.views)
        self.toolbar.addStretch(1)
        self.toolbar.addWidget(self.sheet)
        self.toolbar.addWidget(self.desk_button)

    def _build_page(self) -> None:
        self._card = Card(margin=0, spacing=0)
        self._card.column.setContentsMargins(1, 1, 1, 1)
        self._card.column.addWidget(self.grid)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.half_days)
        left.addWidget(self._card, 1)
        self._page = QWidget()
        across = QHBoxLayout(self._page)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addLayout(left, 1)
        across.addWidget(self.sign_in)
        add = Button(N_("Add participants"), "user-plus", "filled")
        add.clicked.connect(lambda: self.desk.go("participants", self.event_id))
        self.empty = Empty(N_("Nobody is on the list yet"), add)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        column.addWidget(self.empty)
        self.set_content(holder)

    def _connect(self) -> None:
        self.grid.marking.connect(self._mark_block)
        self.grid.cycling.connect(self._cycle)
        self.grid.filling.connect(self._fill)
        self.grid.typed.connect(self._type_name)
        self.grid.taken.connect(lambda _n: self._show_half_day())
        self.half_days.taken.connect(self._take)
        self.search.textChanged.connect(lambda _t: self._show_lines())
        self.search.installEventFilter(self)
        self.views.chosen.connect(self._choose_view)
        self.sheet.clicked.connect(
            lambda: self.desk.go("papers", self.event_id, focus="sign-in-sheet")
        )
        self.desk_button.clicked.connect(self._open_desk)
        self.sign_in.named.connect(self._sign_in)

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes here can type at once."""
        super().showEvent(event)
        self.setFocusProxy(self.grid)
        self.grid.setFocus()

    # Reading

    def load(self) -> None:
        """Read people and marks; another event begins at its own half-day."""
        before, written = self.state, self._written
        self._written = None
        if before is not None and written is not None:
            self.state = presenter.with_marks(before, written)
        else:
            with self.desk.store.read() as reader:
                self.state = presenter.read(reader, self.event_id)
        new = before is None or before.event.id != self.state.event.id
        anyone = bool(self.state.lines)
        self._page.setVisible(anyone)
        self.empty.setVisible(not anyone)
        for part in (self.search, self.views, self.sheet, self.desk_button):
            part.setVisible(anyone)
        if new:
            self._view = EVERYONE
            self.search.clear()
            self.sign_in.forget()
            self.grid.half_day = presenter.in_hand(self.state, datetime.now(UTC).astimezone())
        self._show_lines()
        if new:
            self.grid.put_hand(0, self.grid.half_day)
            self.grid.setFocus()
        elif self.grid.row < 0:
            self.grid.put_hand(0, self.grid.half_day)
        self.grid.fit_columns()

    def _show_lines(self) -> None:
        """The people of the view and the search; the first of them in hand while searching."""
        if self.state is None:
            return
        text = self.search.text()
        lines = presenter.shown(self.state.lines, self._view, self.grid.half_day, text)
        self.grid.marks.set_state(lines, self.state.half_days)
        if text and lines:
            self.grid.put_hand(0, self.grid.half_day)
        self._show_half_day()

    def _show_half_day(self) -> None:
        if self.state is None:
            return
        here = self.grid.half_day
        self.half_days.render_state(self.state.half_days, here)
        counted = presenter.counts(self.state, here)
        for view, words in VIEWS.items():
            self.views.button(view).setText(_(words) % {"n": counted[view]})
        self.views.choose(self._view)

    def reveal(self, focus: str) -> None:
        """A half-day by its number."""
        if focus.isdigit():
            self._take(int(focus))

    # Finding

    def start_search(self) -> None:
        """Ctrl+F: into the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def _type_name(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search field Enter keeps the person found in hand and shows everyone again."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._jump()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                self.grid.setFocus()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.grid.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _jump(self) -> None:
        row = self.grid.row
        found = self.grid.marks.lines[row].id if 0 <= row < len(self.grid.marks.lines) else None
        half_day = self.grid.half_day
        self.search.clear()
        self.grid.setFocus()
        for number, line in enumerate(self.grid.marks.lines):
            if line.id == found:
                self.grid.put_hand(number, half_day)

    def _take(self, half_day: int) -> None:
        self.grid.put_hand(max(self.grid.row, 0), half_day)
        self.grid.setFocus()

    def _choose_view(self, view: str) -> None:
        self._view = view
        self._show_lines()
        self.grid.put_hand(max(self.grid.row, 0), self.grid.half_day)
        self.grid.setFocus()

    # Marking

    def _mark_block(self, block: tuple[list[Line], list[int]], mark: Mark | None) -> None:
        self._set(presenter.same(*block, mark))

    def _cycle(self) -> None:
        lines, half_days = self.grid.block()
        if lines:
            in_hand = self.grid.marks.lines[self.grid.row]
            mark = presenter.following(in_hand.marks.get(self.grid.half_day))
            self._set(presenter.same(lines, half_days, mark))

    def _fill(self, down: bool) -> None:
        lines, half_days = self.grid.block()
        if not lines or self.state is None:
            return
        if down:
            alone = len(lines) == 1
            marks = (
                presenter.run_down(self.grid.marks.lines, self.grid.row, half_days[0])
                if alone
                else presenter.filled_down(lines, half_days)
            )
        elif len(half_days) == 1:
            later = [h.number for h in self.state.half_days if h.number > half_days[0]]
            marks = {}
            for line in lines:
                marks |= presenter.run_right(line, half_days[0], later)
        else:
            marks = presenter.filled_right(lines, half_days)
        self._set(marks)

    def _set(self, marks: Marks, source: AttendanceSource = AttendanceSource.TYPED) -> None:
        """Set marks, unless everything stands so already; undo sets what was there before."""
        if self.state is None:
            return
        old = presenter.before(self.state, marks)
        if not marks or old == marks:
            return
        code = self.state.event.code
        self.desk.write(
            lambda: self._write(code, marks, source),
            *TOPICS,
            said=presenter.said(self.state, marks),
        )

    def _write(self, code: str, marks: Marks, source: AttendanceSource) -> None:
        """Write marks; a page in view need not read again what it has just written itself."""
        attendance.set_marks(self.desk.store, code, marks, source)
        if self.isVisible() and self.state is not None and self.state.event.code == code:
            self._written = marks

    # The desk

    def _open_desk(self) -> None:
        opened = self.sign_in.isHidden()
        self.sign_in.setVisible(opened)
        self.desk_button.set_kind("pressed" if opened else "plain")
        (self.sign_in.field if opened else self.grid).setFocus()

    def _sign_in(self, text: str) -> None:
        """Mark whoever was named present for the half-day in hand."""
        if self.state is None:
            return
        found = presenter.matching(self.state.lines, text)
        now = datetime.now(UTC).astimezone().time()
        if len(found) != 1:
            QApplication.beep()
            self.sign_in.show_heard(at_desk.unclear(text, len(found)))
            return
        (line,) = found
        if line.came(self.grid.half_day):
            QApplication.beep()
            self.sign_in.show_heard(at_desk.again(line, now))
            return
        scanned = str(line.id) == text.strip()
        source = AttendanceSource.BADGE if scanned else AttendanceSource.TYPED
        self._set({line.id: {self.grid.half_day: Mark.PRESENT}}, source)
        self.sign_in.show_heard(at_desk.marked(line, now))
