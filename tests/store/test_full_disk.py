"""A disk that is really full: the database's own, the one for backups, the one for papers.

A small file system in memory is mounted, where this user may; elsewhere the tests skip.
``make endurance`` fills it up to every page of the first writes.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.store import samples
from tests.store.conftest import origin_named

from workshopdesk.domain.errors import EnvironmentProblem
from workshopdesk.services import papers
from workshopdesk.store import Store, backup, open_store

SMALL = 4 << 20
PAGE = 4096
LONG = int(os.environ.get("WORKSHOPDESK_ENDURANCE", "0")) >= 100
LEFT = range(0, 100 * PAGE, PAGE) if LONG else (0, PAGE, 20_000, 90_000, 200_000)
"""Bytes that are left on the disk when it is written to."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("A FULL DISK IS NOT TESTED: this user may not mount one")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path, left: int) -> Path:
    """Take up all of a disk but so many bytes."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    with ballast.open("rb+") as file:
        file.truncate(max(ballast.stat().st_size - left, 0))
    return ballast


def events(store: Store) -> set[str]:
    """The codes of all events."""
    with store.read() as reader:
        return {e.code for e in reader.events()}


def write_on(store: Store, saved: set[str]) -> None:
    """Write events, and note those that were saved."""
    for number in range(400):
        samples.write_event(store, f"full-{number}")
        saved.add(f"full-{number}")


@pytest.mark.parametrize("left", LEFT)
def test_the_databases_disk_is_full(disk: Path, file: Path, left: int) -> None:
    path = disk / "office.wdb"
    path.write_bytes(file.read_bytes())
    store = open_store(str(path), origin=origin_named("first"))
    samples.write_event(store, "before")
    ballast = fill(disk, left)
    saved = {"before"}
    with pytest.raises(EnvironmentProblem, match="disk is full"):
        write_on(store, saved)
    assert events(store) == saved
    ballast.unlink()
    samples.write_event(store, "after")
    assert events(store) == {*saved, "after"}
    assert store.check() == []
    store.close()


@pytest.mark.parametrize("left", [0, 8192, 300_000])
def test_the_disk_of_backups_is_full(disk: Path, file: Path, left: int) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store)
    ballast = fill(disk, left)
    target = disk / "kept" / "one.wdb"
    with pytest.raises(EnvironmentProblem, match=r"full|written|No space"):
        backup.make(store, target)
    assert not target.exists()
    samples.write_event(store, "goes on")
    ballast.unlink()
    for rest in disk.rglob("*.wdb"):
        rest.unlink()
    assert backup.make(store, target).path == target
    backup.verify(target)
    store.close()


@pytest.mark.parametrize("left", [0, 8192])
def test_the_disk_of_papers_is_full(disk: Path, file: Path, left: int) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store)
    out = disk / "papers"
    ballast = fill(disk, left)
    with pytest.raises(EnvironmentProblem, match=r"cannot be (written|made)"):
        papers.make_papers(store, "E1", kinds=["sign-in-sheet"], formats=["pdf"], out=out)
    assert not [p for p in disk.rglob("*") if p.is_file() and p != ballast]
    ballast.unlink()
    made = papers.make_papers(store, "E1", kinds=["sign-in-sheet"], formats=["pdf"], out=out)
    assert made
    assert all(p.read_bytes().rstrip().endswith(b"%%EOF") for p in made)
    store.close()
