"""A pulled plug, a full disk, a file copied at any moment: nothing that was saved is lost.

``make endurance`` sets WORKSHOPDESK_ENDURANCE to the number of kills of the longer run.
"""

from __future__ import annotations

import json
import math
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pytest
from sqlalchemy import event
from sqlalchemy import select as selected
from tests.store import randomly, samples
from tests.store.conftest import origin_named

from workshopdesk.domain.errors import Conflict, EnvironmentProblem
from workshopdesk.store import Store, backup, engines, files, open_store, opening, places
from workshopdesk.store import tables as t
from workshopdesk.store.migrations import REVISIONS

LOT = 10
"""So many kills a file must stand one after the other."""
KILLS = int(os.environ.get("WORKSHOPDESK_ENDURANCE", "6"))
OPERATIONS = 50 * KILLS if KILLS >= 100 else 100
ROOT = Path(__file__).parent.parent.parent
by_signals = pytest.mark.skipif(os.name != "posix", reason="processes are stopped by signals")


@dataclass
class Child:
    """A process that works without end (see ``writer``)."""

    mother: subprocess.Popen[str]
    pid: int
    said: TextIO

    def line(self) -> str:
        """What it saved next."""
        return self.said.readline().strip()

    def rest(self, seconds: float) -> None:
        """Let it work, until so many seconds are over or it has ended."""
        assert self.mother.stdout is not None
        select.select([self.mother.stdout], [], [], seconds)

    def send(self, number: signal.Signals) -> None:
        """Stop it, let it go on, kill it."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def end(self) -> tuple[int, list[str]]:
        """Kill it; how it ended, and everything it had said by then."""
        self.send(signal.SIGKILL)
        said = [line.strip() for line in self.said if line.endswith("\n")]
        return int(answer(self.mother)), said


def answer(mother: subprocess.Popen[str]) -> str:
    """What the process that forks them says next."""
    assert mother.stdout is not None
    return mother.stdout.readline()


@pytest.fixture(scope="module")
def mother() -> Iterator[subprocess.Popen[str]]:
    """Loads the program once, so that two hundred children are there in a moment each."""
    command = [sys.executable, "-u", "-m", "tests.store.writer"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.kill()


Begin = Callable[[str, Path, str, Path], Child]


@pytest.fixture
def begin(mother: subprocess.Popen[str], tmp_path: Path) -> Begin:
    """Begins a child: what it does, its file, a name for what it writes, a folder."""

    def begin(what: str, file: Path, name: str, folder: Path) -> Child:
        pipe = tmp_path / f"{what}-{name}.pipe"
        os.mkfifo(pipe)
        assert mother.stdin is not None
        mother.stdin.write(json.dumps([what, str(file), name, str(folder), str(pipe)]) + "\n")
        mother.stdin.flush()
        pid = int(answer(mother))
        return Child(mother, pid, pipe.open(encoding="utf-8"))

    return begin


def saved_after(child: Child, reports: int, rest: float) -> list[str]:
    """What the process says it saved, up to a random moment (``rest``: seconds) after some."""
    said = [child.line() for _ in range(reports)]
    child.rest(rest)
    return said


def killed(child: Child, chance: random.Random, rest: float) -> list[str]:
    """Kill such a process at a random moment; everything it had said by then."""
    said = saved_after(child, chance.randrange(1, 3), chance.random() * rest)
    code, more = child.end()
    child.said.close()
    assert code == -signal.SIGKILL
    return said + more


def assert_whole(file: Path, saved: list[str]) -> set[str]:
    """Everything saved is there, whole, and there is nothing by halves; what is there."""
    store = open_store(str(file), origin=origin_named("checker"))
    assert store.check() == []
    with store.read() as reader:
        events = {e.code: e for e in reader.events()}
        assert set(saved) <= set(events)
        for code, found in events.items():
            assert len(reader.participants(found.id)) == 30
            assert found.title_en in ({code} if code in saved else {code, ""})
    store.close()
    return set(events)


@by_signals
@pytest.mark.timeout(3600)
def test_nothing_saved_is_lost_when_the_program_is_killed(
    file: Path, tmp_path: Path, begin: Begin
) -> None:
    chance = random.Random(11)
    for lot in range(0, max(3, KILLS // 2), LOT):
        path = Path(shutil.copy(file, tmp_path / f"lot{lot}.wdb"))
        folder = tmp_path / f"kept{lot}"
        saved: list[str] = []
        for number in range(lot, min(lot + LOT, max(3, KILLS // 2))):
            saved += killed(begin("imports_and_edits", path, f"w{number}", folder), chance, 0.1)
            assert_whole(path, saved)
        for kept in folder.glob("*.wdb"):
            backup.verify(kept)
        shutil.rmtree(folder)


@by_signals
@pytest.mark.timeout(3600)
def test_a_migration_killed_leaves_the_old_file_or_the_new_one(
    file: Path, tmp_path: Path, begin: Begin
) -> None:
    chance = random.Random(14)
    folder = tmp_path / "migrated"
    done: set[str] = set()
    for number in range(max(1, math.ceil(KILLS / 6))):
        done |= set(killed(begin("migrations", file, f"m{number}", folder), chance, 0.5))
        for path in folder.glob("*.wdb"):
            if path.name in done:
                assert _version(path) == len(REVISIONS)
            store = open_store(str(path), origin=origin_named("checker"))
            assert store.check() == []
            with store.read() as reader:
                assert len(reader.participants(reader.event("E1").id)) == len(samples.NAMES)
            store.close()
            files.remove(path)


def _version(path: Path) -> int:
    raw = engines.raw_connection(path, "ro")
    (found,) = raw.execute("PRAGMA user_version").fetchone()
    raw.close()
    return int(found)


@by_signals
@pytest.mark.timeout(3600)
def test_a_restore_killed_leaves_the_old_file_or_the_restored_one(
    file: Path, tmp_path: Path, begin: Begin
) -> None:
    chance = random.Random(15)
    for number in range(max(1, math.ceil(KILLS / 6))):
        path = Path(shutil.copy(file, tmp_path / f"{number}.wdb"))
        kept = killed(begin("restores", path, f"r{number}", tmp_path / "kept"), chance, 0.6)
        lost = {code for code in assert_whole(path, kept) if code.endswith("-lost")}
        assert len(lost) <= 1  # what was not yet restored when the kill came
        assert not {code.replace("-lost", "-kept") for code in lost} & set(kept)


@by_signals
@pytest.mark.timeout(3600)
def test_papers_killed_leave_no_half_file(file: Path, tmp_path: Path, begin: Begin) -> None:
    chance = random.Random(16)
    folder = tmp_path / "papers"
    said: set[str] = set()
    for number in range(max(1, math.ceil(KILLS / 6))):
        path = Path(shutil.copy(file, tmp_path / f"{number}.wdb"))
        lines = killed(begin("documents", path, f"d{number}", folder), chance, 0.4)
        said |= {name for line in lines for name in line.split()}
        there = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
        assert said <= there
        for paper in (folder / name for name in there):
            if paper.suffix == ".pdf":
                assert paper.read_bytes().rstrip().endswith(b"%%EOF")
            else:
                assert zipfile.ZipFile(paper).testzip() is None
            paper.unlink()
        said.clear()
        assert_whole(path, [])


@by_signals
@pytest.mark.timeout(3600)
def test_a_copy_taken_at_any_moment_is_consistent(file: Path, tmp_path: Path, begin: Begin) -> None:
    """As a snapshot of the disk would be: the file and its log of the same moment."""
    chance = random.Random(12)
    saved: list[str] = []
    child = begin("imports_and_edits", file, "w", tmp_path / "kept")
    for number in range(max(4, KILLS // 4)):
        saved += saved_after(child, 1, chance.random() * 0.1)
        child.send(signal.SIGSTOP)
        copy = tmp_path / f"copy{number}.wdb"
        shutil.copy(file, copy)
        for source, target in zip(files.beside(file), files.beside(copy), strict=True):
            shutil.copy(source, target)
        files.beside(copy)[1].unlink()
        child.send(signal.SIGCONT)
        assert_whole(copy, saved)
        files.remove(copy)
    child.end()
    child.said.close()


@pytest.mark.timeout(3600)
def test_the_log_rebuilds_the_tables_after_a_long_time_of_random_work(file: Path) -> None:
    """Undo, redo, undo in part, merge and unmerge among them; 10,000 operations of the long run."""
    chance = random.Random(17)
    store = open_store(str(file), origin=origin_named("random"))
    samples.write_event(store)
    randomly.run(
        store,
        [
            (chance.choice(randomly.KINDS), chance.randrange(1000), chance.choice(("", "ຄຳ", "x")))
            for _ in range(OPERATIONS)
        ],
    )
    assert store.check() == []
    with store.read() as reader:
        kinds = {did.kind for did in reader.history(limit=100_000)}
    assert kinds >= {"user", "undo", "redo"}
    store.close()


def test_a_log_cut_off_anywhere_still_opens(file: Path, tmp_path: Path) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store)
    main, log = file.read_bytes(), files.beside(file)[0].read_bytes()
    store.close()
    chance = random.Random(13)
    for number in range(10):
        copy = tmp_path / f"cut{number}.wdb"
        copy.write_bytes(main)
        files.beside(copy)[0].write_bytes(log[: chance.randrange(len(log))])
        again = open_store(str(copy), origin=origin_named("checker"))
        assert again.check() == []
        again.close()


def _may_grow(store: Store, pages: int) -> None:
    """As if the disk had room for so many more pages of 4 kB."""
    with store.engine.connect() as connection:
        now = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={now + pages}")


def _write_until_refused(store: Store, name: str) -> None:
    for number in range(200):
        samples.write_event(store, f"{name}-{number}")


def test_a_full_disk_is_told_and_work_goes_on_when_there_is_room(file: Path) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store)
    for pages in range(6):
        _may_grow(store, pages)
        with pytest.raises(EnvironmentProblem, match="disk is full"):
            _write_until_refused(store, f"{pages}")
        assert store.check() == []
    _may_grow(store, 100_000)
    samples.write_event(store, "after")
    with store.read() as reader:
        assert {"E1", "after"} <= {e.code for e in reader.events()}
    assert store.check() == []
    store.close()


def test_two_windows_lose_nothing(file: Path) -> None:
    def count_up(name: str) -> None:
        store = open_store(str(file), origin=origin_named(name))
        for _ in range(25):
            with store.unit_of_work("Issue") as work:
                work.next_in_series("2025")
                work.commit()
        store.close()

    with ThreadPoolExecutor(2) as windows:
        for done in [windows.submit(count_up, name) for name in ("one", "two")]:
            done.result()
    store = open_store(str(file), origin=origin_named("checker"))
    with store.engine.connect() as connection:
        assert connection.scalar(selected(t.CertificateSeries.last)) == 50
    assert store.check() == []
    store.close()


@pytest.mark.timeout(3600)
def test_clients_of_a_server_lose_no_update(server_database: str) -> None:
    """Each adds one to a number it has read; what is refused is reported and tried again."""
    clients, edits, records = (20, 500, 200) if KILLS >= 100 else (4, 15, 3)
    boss = open_store(server_database, origin=origin_named("boss"))
    with boss.unit_of_work("Set up") as work:
        series = [work.add(t.CertificateSeries(name=str(n))).id for n in range(records)]
        work.commit()
    refused = Counter[str]()

    def count_up(name: str) -> None:
        chance = random.Random(name)
        store = open_store(server_database, origin=origin_named(name))
        saved = 0
        while saved < edits:
            with store.unit_of_work("Issue") as work:
                one = work.get(t.CertificateSeries, chance.choice(series))
                one.last += 1
                try:
                    work.commit()
                except Conflict:
                    refused[name] += 1
                else:
                    saved += 1
        store.close()

    with ThreadPoolExecutor(clients) as windows:
        for done in [windows.submit(count_up, f"client {n}") for n in range(clients)]:
            done.result()
    with boss.engine.connect() as connection:
        numbers = connection.scalars(selected(t.CertificateSeries.last)).all()
    assert sum(numbers) == clients * edits
    assert boss.check() == []
    boss.close()


def test_a_window_that_waits_too_long_is_told(file: Path) -> None:
    one = open_store(str(file), origin=origin_named("one"))
    two = open_store(str(file), origin=origin_named("two"))

    def impatient(connection: object, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout=10")  # type: ignore[attr-defined] # a driver's connection

    event.listen(two.engine, "connect", impatient)
    two.engine.dispose()
    with one.unit_of_work("Hold"), pytest.raises(EnvironmentProblem, match="in use"):
        samples.write_event(two)
    samples.write_event(two)
    one.close()
    two.close()


MOUNTS = r"""
22 1 8:1 / / rw - ext4 /dev/sda1 rw
40 22 0:35 / /mnt/office rw,relatime shared:1 - nfs4 server:/office rw
41 22 0:36 / /mnt/office/local\040disk rw - xfs /dev/sdb1 rw
""".strip()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/a/x.wdb", "ext4"),
        ("/mnt/office/x.wdb", "nfs4"),
        ("/mnt/officer/x.wdb", "ext4"),
        ("/mnt/office/local disk/x.wdb", "xfs"),
    ],
)
def test_the_file_system_of_a_path_is_known(path: str, kind: str) -> None:
    assert places.kind_of(Path(path), MOUNTS) == kind


def test_a_network_drive_is_refused_in_words(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not places.on_network(file)
    monkeypatch.setattr(places, "on_network", lambda _path: True)
    with pytest.raises(EnvironmentProblem, match="network drive"):
        opening.open_store(str(file))


def test_a_synchronised_folder_is_warned_about() -> None:
    [said] = places.doubts(Path("/home/a/OneDrive - Office/x.wdb"))
    assert said.code == "synchronised_folder"
    assert places.doubts(Path("/home/a/Documents/x.wdb")) == []
