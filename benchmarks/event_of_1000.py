"""What an event of 1,000 participants asks of the window's thread, in a small and a full database.

    python benchmarks/event_of_1000.py [--people N] [--rounds N] [--profile STEP]

Two databases are made: the event alone, and the same event among N people more (100,000 by
default). In each, whole windows are opened in turn; what a person does is timed as processor time
of the window's own thread, painting included. Bounds: the event opens within 150 ms (each of its
pages is told), nothing else takes over 100 ms, and the full database is at most 1.2 times the
small one (below 10 ms nothing is compared).
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from opening import _list_of, people
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from workshopdesk import app
from workshopdesk.domain.agenda import SessionKind
from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.badge import badge_code
from workshopdesk.services import attendance, groups, templates
from workshopdesk.store import Store, open_store
from workshopdesk.ui.agenda.view import AgendaRoom
from workshopdesk.ui.attendance.view import AttendanceRoom
from workshopdesk.ui.desk import Place
from workshopdesk.ui.groups.view import GroupsRoom
from workshopdesk.ui.navigation import PAGES
from workshopdesk.ui.participants.view import ParticipantsRoom
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.warming import Warming

SIZE, EVENT = 1000, "E-1000"
OPEN_BOUND, STALL_BOUND, RATIO_BOUND, NOISE = 150.0, 100.0, 1.2, 10.0
Figures = dict[str, float]


def fill(path: Path, more: int) -> None:
    """The event with agenda, 50 groups and two half-days of marks, and so many people besides."""
    store = open_store(str(path), create=True)
    known = people(store, SIZE + more)
    plan = next(t.plan for t in templates.templates(store) if t.plan.days == 2)
    event = templates.create_from(
        store, plan, code=EVENT, title_lo="ກອງປະຊຸມ 1.000 ຄົນ", title_en="A thousand people",
        first_day=date(2026, 3, 2),
    )  # fmt: skip
    _list_of(store, event.id, known[:SIZE])
    with store.read() as reader:
        sessions, listed = reader.sessions(event.id), reader.participants(event.id)
    work = next(s for s in sessions if s.kind is SessionKind.GROUP_WORK)
    groups.form_session_groups(store, EVENT, work.code, 50)
    marks = {row.id: {1: Mark.PRESENT, 2: Mark.LATE} for row in listed if row.person_id}
    attendance.set_marks(store, EVENT, marks)
    store.close()


class Sitting:
    """One window on a database; ``figures`` are milliseconds of the thread, by step."""

    def __init__(self, path: Path, folder: Path, profiled: str = "") -> None:
        running = QApplication.instance() or QApplication(["workshopdesk"])
        assert isinstance(running, QApplication)
        self.figures: Figures = {}
        self._profiled = profiled
        self.store: Store = open_store(str(path))
        self.window: Shell = app.open_window(running, self.store, app.memory(folder / "w.ini"))
        self.window.resize(1366, 768)
        self.window.show()
        warming = Warming(self.window)
        warming.start()
        while not warming.done:
            QTest.qWait(50)
        self._settle()
        with self.store.read() as reader:
            self.event: UUID = reader.event(EVENT).id

    def time(self, step: str, action: Callable[[], object]) -> None:
        """Do something, until it is painted; what background jobs bring back counts as well."""
        profile = cProfile.Profile()
        if step == self._profiled:
            profile.enable()
        begun, longest = time.thread_time(), 0.0
        action()
        self._settle()
        longest = 1000 * (time.thread_time() - begun)
        profile.disable()
        if step == self._profiled:
            pstats.Stats(profile).sort_stats("cumtime").print_stats(60)
        self.figures[step] = max(longest, self.figures.get(step, 0.0))

    def _settle(self) -> None:
        QApplication.processEvents()
        tasks = self.window.desk.tasks
        waited = getattr(tasks, "_pool", None)
        if waited is not None:
            waited.waitForDone(60_000)
        QApplication.processEvents()

    def page(self, room: str) -> None:
        """Show a page of the event."""
        self.window.go(Place(room, self.event))

    def sit(self) -> None:
        """Everything that is timed."""
        self.time("open the event", lambda: self.page("overview"))
        for room in [room for room, _words, _icon in PAGES if room not in ("overview", "papers")]:
            self.time(f"first {room}", partial(self.page, room))
        self._list()
        self._marks()
        self._boards()
        self.window.close()
        self.store.close()

    def _list(self) -> None:
        self.page("participants")
        self._settle()
        room = self.window.room
        assert isinstance(room, ParticipantsRoom)
        for _turn in range(5):
            self.time("scroll the list", lambda: _scroll(room.table, 700))
        room.start_search()
        for text in ("ແ", "ແສ", "ແສງສະຫວ່າງ1", ""):
            self.time("filter", partial(room.model.set_filter, "name", text))
        self.time("sort", lambda: room.model.sort(2))
        line = room.model.row_at(3)
        self.time("edit a cell", lambda: room.change(line, "position", f"ວິຊາການ {time.time()}"))
        self.time("undo", self.window.desk.undo)

    def _marks(self) -> None:
        self.page("attendance")
        self._settle()
        room = self.window.room
        assert isinstance(room, AttendanceRoom)
        state = room.state
        assert state is not None
        for _turn in range(5):
            self.time("scroll the marks", lambda: _scroll(room.grid, 700))
        room.grid.put_hand(10, 3)
        for key in "palp":
            self.time("mark by key", partial(QTest.keyClicks, room.grid, key))
        for line in state.lines[300:303]:
            code = badge_code(line.id)
            self.time("scan a badge", partial(room.sign_in.named.emit, code))

    def _boards(self) -> None:
        self.page("agenda")
        self._settle()
        room = self.window.room
        assert isinstance(room, AgendaRoom)
        card = room.grid.cards[len(room.grid.cards) // 2]
        self._drag(card, "drag a session", QPoint(0, 60))
        self.page("groups")
        self._settle()
        board = self.window.room
        assert isinstance(board, GroupsRoom)
        board.columns[0].list.focus_row(0)
        moved = Qt.KeyboardModifier.ControlModifier
        for _turn in range(3):
            cards = board.columns[0].list
            cards.focus_row(0)
            self.time("move a person", partial(QTest.keyClick, cards, Qt.Key.Key_Right, moved))

    def _drag(self, card: QWidget, step: str, by: QPoint) -> None:
        middle, button = card.rect().center(), Qt.MouseButton.LeftButton
        QTest.mousePress(card, button, pos=middle)
        for part in range(1, 6):
            self.time(step, partial(QTest.mouseMove, card, middle + by * part / 5))
        self.time(f"{step}: let go", lambda: QTest.mouseRelease(card, button, pos=middle + by))


def _scroll(view: QAbstractScrollArea, by: int) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.value() + by)


def _sat(path: Path) -> Figures:
    """The figures of a window in a process of its own."""
    command = [sys.executable, __file__, "--sit", str(path)]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    figures: Figures = json.loads(said.stdout.splitlines()[-1])
    return figures


def main() -> int:
    """Fill, sit in turn, report; 1 when a bound is broken."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=100_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--profile", default="")
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--sit", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = given.folder or Path(place)
        if given.sit or given.profile:
            path = given.sit or folder / "small.wdb"
            if not path.exists():
                fill(path, 0)
            sitting = Sitting(path, Path(place), given.profile)
            sitting.sit()
            print(json.dumps(sitting.figures))
            sys.stdout.flush()
            os._exit(0)
        small, full = folder / "small.wdb", folder / "full.wdb"
        for path, more in ((small, 0), (full, given.people)):
            if not path.exists():
                fill(path, more)
        rounds = [(_sat(small), _sat(full)) for _ in range(given.rounds)]
    return report([one for one, _two in rounds], [two for _one, two in rounds])


def report(small: list[Figures], full: list[Figures]) -> int:
    """Medians by step, and whether each keeps its bound."""
    broken = 0
    print(f"{'':26}{'alone':>8}{'among':>8}{'ratio':>7}  bound")
    for step in small[0]:
        one, two = (median(figures[step] for figures in each) for each in (small, full))
        bound = OPEN_BOUND if step.startswith(("open", "first")) else STALL_BOUND
        much = two / one > RATIO_BOUND and two > NOISE and two - one > NOISE
        bad = max(one, two) > bound or much
        broken += bad
        print(f"{step:26}{one:6.0f}ms{two:6.0f}ms{two / one:7.2f}  {bound:.0f}{' BROKEN' * bad}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
