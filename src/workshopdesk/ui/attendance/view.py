"""The attendance page: counts per half-day, the grid, and the desk where people sign in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from workshopdesk.domain.attachment import Kept
from workshopdesk.domain.attendance import AttendanceSource, Mark
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import attendance, desk_exchange, desk_list, evidence
from workshopdesk.ui.attendance import desk as at_desk
from workshopdesk.ui.attendance import presenter
from workshopdesk.ui.attendance import second_desk as checking_in
from workshopdesk.ui.attendance.desk import SignInDesk
from workshopdesk.ui.attendance.grid import Grid
from workshopdesk.ui.attendance.halfdays import HalfDays
from workshopdesk.ui.attendance.page import PageDialog
from workshopdesk.ui.attendance.presenter import ABSENT, EVERYONE, UNMARKED, Line, Marks
from workshopdesk.ui.attendance.taken_back import TakenBackDialog
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.returned import ReturnDialog, half_day_words
from workshopdesk.ui.room import EventRoom, Room
from workshopdesk.ui.widgets.buttons import Button, MenuButton, Segments, icon_button
from workshopdesk.ui.widgets.fields import Field
from workshopdesk.ui.widgets.frames import Card, Empty

TOPICS = ("attendance",)
AGAIN = 180  # ms until the second sound
SHEETS = (".xlsx", ".xls", ".ods", ".csv", ".tsv")
VIEWS = {EVERYONE: N_("All %(n)d"), UNMARKED: N_("Not marked %(n)d"), ABSENT: N_("Absent %(n)d")}


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return AttendanceRoom(desk)


class AttendanceRoom(EventRoom):
    """One event's people against its half-days."""

    topics = frozenset((*TOPICS, "participants", "agenda", "events"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, N_("Print certificates"), "certificates")
        self.state: presenter.ScreenState | None = None
        self._view = EVERYONE
        self._written: Marks | None = None
        self.grid = Grid()
        self.half_days = HalfDays()
        self.sign_in = SignInDesk()
        self._build_toolbar()
        self._build_page()
        self._connect()
        self.setAcceptDrops(True)

    def _build_toolbar(self) -> None:
        self.search = Field(N_("Find a person"), N_("Name, unit or number"), "search", "Ctrl+F")
        self.search.setFixedWidth(240)
        self.views = Segments([(EVERYONE, ""), (UNMARKED, ""), (ABSENT, "")], N_("View"))
        self.sheet = icon_button("printer", N_("Sign-in sheet"), "plain")
        self.evidence_button = MenuButton(self._fill_evidence, N_("Signed sheet"), "camera")
        self.second_button = MenuButton(self._fill_second, N_("Second computer"), "device-desktop")
        self.desk_button = Button(N_("Sign in"), "scan", "pressed")
        self.toolbar.addWidget(self.search)
        self.toolbar.addWidget(self.views)
        self.toolbar.addStretch(1)
        self.toolbar.addWidget(self.evidence_button)
        self.toolbar.addWidget(self.second_button)
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
        for part in (
            self.search, self.views, self.evidence_button, self.second_button, self.sheet,
            self.desk_button,
        ):  # fmt: skip
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
        """A half-day by its number, or somebody ("person:NAME")."""
        if focus.isdigit():
            self._take(int(focus))
        elif focus.startswith("checkin:"):
            self.take_back(Path(focus.removeprefix("checkin:")))
        elif focus.startswith("person:"):
            self._type_name(focus.removeprefix("person:"))

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
        """Mark whoever was named or scanned present for the half-day in hand."""
        if self.state is None:
            return
        badge, owner = presenter.scanned(self.state, text)
        found = (owner,) if owner is not None else presenter.matching(self.state.lines, text)
        now = datetime.now(UTC).astimezone().time()
        if badge and owner is None:
            self._hear(at_desk.stranger(text))
        elif len(found) != 1:
            self._hear(at_desk.unclear(text, len(found)))
        elif found[0].came(self.grid.half_day):
            self._hear(at_desk.again(found[0], now))
        else:
            source = AttendanceSource.BADGE if badge else AttendanceSource.TYPED
            self._set({found[0].id: {self.grid.half_day: Mark.PRESENT}}, source)
            self._hear(at_desk.marked(found[0], now))

    def _hear(self, heard: at_desk.Heard) -> None:
        """Show it large, and sound once for a mark and twice for anything else."""
        self.sign_in.show_heard(heard)
        QApplication.beep()
        if heard.tone != "good":
            QTimer.singleShot(AGAIN, QApplication.beep)

    # Another computer at the same desk

    def _fill_second(self, menu: QMenu) -> None:
        """Hand out the list, work with one from elsewhere, read what came back."""
        hand_out = menu.addAction(_("Hand out a check-in list…"))
        hand_out.triggered.connect(lambda: self._choose_list(phones=False))
        with_phones = menu.addAction(_("Hand out a list with phone numbers…"))
        with_phones.triggered.connect(lambda: self._choose_list(phones=True))
        menu.addAction(_("Read a check-in that came back…")).triggered.connect(self._choose_back)
        menu.addSeparator()
        opened = menu.addAction(_("Open a list from another computer…"))
        opened.triggered.connect(lambda: checking_in.choose_list(self.desk, self))

    def _choose_list(self, phones: bool) -> None:
        if self.state is None:
            return
        suggested = f"{self.state.event.code}-check-in{desk_list.SUFFIX}"
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Hand out a check-in list"), suggested, checking_in.files()
        )
        if path:
            self.hand_out(Path(path), phones=phones)

    def hand_out(self, path: Path, *, phones: bool = False) -> None:
        """Write the list for another computer."""
        store, event_id = self.desk.store, self.event_id

        def done(count: int) -> None:
            people = ngettext("%(n)d person", "%(n)d people", count) % {"n": count}
            self.desk.messages.done(
                _("Handed out: %(people)s, %(file)s") % {"people": people, "file": path.name}
            )

        self.desk.tasks.run(
            lambda _progress: desk_exchange.hand_out(store, event_id, path, phones=phones),
            done, self.desk.messages.error, path.name,
        )  # fmt: skip

    def _choose_back(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Read a check-in that came back"), "", checking_in.files()
        )
        if path:
            self.take_back(Path(path))

    def take_back(self, path: Path) -> None:
        """Show what was done at the other computer."""
        self.back = TakenBackDialog(self.desk, path, self)
        self.back.open()
        self.back.read()

    # Pages that prove it

    def _fill_evidence(self, menu: QMenu) -> None:
        """Attach a page to the half-day in hand, or open one it has; read a sheet filled in."""
        if self.state is None:
            return
        menu.addAction(_("Read a filled-in Excel sheet…")).triggered.connect(self._choose_sheet)
        menu.addSeparator()
        half_day = half_day_words(self.state.event, self.grid.half_day)
        attach = menu.addAction(_("Attach a page to %(half_day)s…") % {"half_day": half_day})
        attach.triggered.connect(self._choose_page)
        for page in self.state.pages.get(self.grid.half_day, ()):
            menu.addAction(page.name).triggered.connect(lambda _c=False, p=page: self._open(p))

    def _choose_page(self) -> None:
        suffixes = " ".join(f"*{suffix}" for suffix in evidence.SUFFIXES)
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Attach a page"), "", _("Photographs and scans") + f" ({suffixes})"
        )
        if path:
            self.attach(Path(path))

    def attach(self, path: Path) -> None:
        """Keep a page for the half-day in hand."""
        if self.state is not None:
            event, half_day = self.state.event, self.grid.half_day
            self.desk.write(
                lambda: evidence.add_page(self.desk.store, event, half_day, path),
                *TOPICS,
                said=_("Page attached"),
            )

    def _open(self, page: Kept) -> None:
        self.page = PageDialog(self.desk, page, self)
        self.page.open()

    def _choose_sheet(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Read a filled-in Excel sheet"), "", _("Lists") + " (*.xlsx *.xls *.ods *.csv)"
        )
        if path:
            self.read_sheet(Path(path))

    def read_sheet(self, path: Path) -> None:
        """Show what a filled-in sheet or a list with marks would change."""
        self.returned = ReturnDialog(self.desk, self.event_id, path, self)
        self.returned.open()
        self.returned.read()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Photographs, scans and lists may be dropped here."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A picture proves the half-day in hand; a list is read."""
        path = _dropped(event)
        if path is None:
            return
        event.acceptProposedAction()
        if path.suffix.lower() in evidence.SUFFIXES:
            self.attach(path)
        else:
            self.read_sheet(path)


def _dropped(event: QDropEvent) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    taken = (*evidence.SUFFIXES, *SHEETS)
    return next((path for path in paths if path.suffix.lower() in taken), None)
