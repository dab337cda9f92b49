"""A killed program leaves the database as it was; two programs write one file in turn."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.store import samples
from tests.store.conftest import origin_named

from workshopdesk.store import open_store

WRITER = """
import sys
from tests.store import samples
from tests.store.conftest import origin_named
from workshopdesk.store import open_store

store = open_store(sys.argv[1], origin=origin_named(sys.argv[2]))
for number in range(int(sys.argv[3])):
    samples.write_event(store, f"{sys.argv[2]}{number}")
    print(f"saved {sys.argv[2]}{number}", flush=True)
with store.unit_of_work("Never committed") as work:
    event = samples.add_event(work, "never")
    for _ in range(50):
        samples.add_people(work, event)
    assert work.reader.event("never")
    print("ready", flush=True)
    sys.stdin.readline()
"""

ROOT = Path(__file__).resolve().parents[2]


def start_writer(file: Path, name: str, events: int) -> subprocess.Popen[str]:
    """Another process that saves some events and then waits inside a unit of work."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(file), name, str(events)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def wait_for(writer: subprocess.Popen[str], word: str) -> list[str]:
    """Read what the process says until it says this; everything it said."""
    said: list[str] = []
    assert writer.stdout is not None
    for line in writer.stdout:
        said.append(line.strip())
        if line.startswith(word):
            break
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("moment", ["ready", "saved k0", "saved k1", "saved k3"])
def test_a_kill_loses_nothing_saved_and_keeps_nothing_else(file: Path, moment: str) -> None:
    with start_writer(file, "k", 4) as writer:
        said = wait_for(writer, moment)
        os.kill(writer.pid, signal.SIGKILL)
        assert writer.stdout is not None
        said += [line.strip() for line in writer.stdout]
        assert writer.wait() == -signal.SIGKILL
    store = open_store(str(file), origin=origin_named("after"))
    with store.read() as reader:
        found = {e.code for e in reader.events()}
        people = [len(reader.participants(e.id)) for e in reader.events()]
    reported = {line.split()[1] for line in said if line.startswith("saved")}
    assert reported <= found
    assert "never" not in found
    assert set(people) <= {len(samples.NAMES)}
    assert store.check() == []
    store.close()


def test_two_programs_write_one_file(file: Path) -> None:
    with start_writer(file, "p", 5) as p, start_writer(file, "q", 5) as q:
        for writer in (p, q):
            assert writer.stdin is not None
            writer.stdin.write("\n")
            writer.stdin.flush()
        for writer in (p, q):
            writer.communicate(timeout=120)
            assert writer.returncode == 0
    store = open_store(str(file), origin=origin_named("after"))
    with store.read() as reader:
        found = {e.code for e in reader.events()}
    assert found == {f"{name}{n}" for name in "pq" for n in range(5)}
    assert store.check() == []
    store.close()
