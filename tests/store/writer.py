"""Run by tests in a process of its own: works without end, and says what was saved.

It loads everything once and then forks a child for each line of its input: JSON of what to do (a
name of ``WORK``), the file, a name for what is written, a folder, and the pipe to say it into. It
answers with the child's process id, and once the child is gone with how it ended.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from tests.store import samples

from workshopdesk.services import papers
from workshopdesk.store import Origin, Store, backup, fixed_origin, open_store, restoring
from workshopdesk.store import tables as t

START = datetime(2025, 9, 1, 2, 0, tzinfo=UTC)
SAVED = Path(__file__).parent / "saved" / "version-1.wdb"


def origin_named(name: str) -> Origin:
    """A writer with reproducible keys and times."""
    return fixed_origin(name, START)


def say(*words: str) -> None:
    """Tell the test."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def write(store: Store, name: str) -> None:
    """An import of many rows in one action, then an edit of it."""
    with store.unit_of_work("Import") as work:
        event = samples.add_event(work, name)
        for _ in range(10):
            samples.add_people(work, event)
        work.commit()
    with store.unit_of_work("Edit") as work:
        work.get(t.Event, event.id).title_en = name
        work.commit()


def imports_and_edits(file: Path, name: str, folder: Path) -> None:
    """Import, edit, say so, back up."""
    store = open_store(str(file), origin=origin_named(name))
    for number in count():
        code = f"{name}-{number}"
        write(store, code)
        say(code)
        backup.make(store, folder / f"{code}.wdb")


def migrations(_file: Path, name: str, folder: Path) -> None:
    """Open copies of a file of the first version, which upgrades each."""
    folder.mkdir(exist_ok=True)
    for number in count():
        path = folder / f"{name}-{number}.wdb"
        part = path.with_suffix(".part")
        shutil.copy(SAVED, part)
        part.replace(path)
        open_store(str(path), origin=origin_named(name)).close()
        say(path.name)


def restores(file: Path, name: str, folder: Path) -> None:
    """Save "kept", back up, save "lost", restore the backup: "lost" is gone again."""
    for number in count():
        store = open_store(str(file), origin=origin_named(f"{name}-{number}"))
        code = f"{name}-{number}"
        write(store, f"{code}-kept")
        kept = folder / f"{code}.wdb"
        backup.make(store, kept)
        write(store, f"{code}-lost")
        store.close()
        restoring.restore(kept, file, origin_named(f"{code}-restoring"))
        say(f"{code}-kept")


def documents(file: Path, name: str, folder: Path) -> None:
    """Write an event's papers over and over."""
    store = open_store(str(file), origin=origin_named(name))
    write(store, name)
    for _ in count():
        made = papers.make_papers(store, name, kinds=["sign-in-sheet", "certificates"], out=folder)
        say(*(path.name for path in made))


def uncovered(file: Path, name: str, _folder: Path) -> None:
    """Write until stopped, with nothing but the file itself."""
    store = open_store(str(file), origin=origin_named(name))
    for number in count():
        write(store, f"{name}-{number}")
        say(f"{name}-{number}")


WORK: dict[str, Callable[[Path, str, Path], None]] = {
    work.__name__: work for work in (imports_and_edits, migrations, restores, documents, uncovered)
}


def child(what: str, file: str, name: str, folder: str, pipe: str) -> None:
    """Do the work that is named; never comes back."""
    os.environ["WORKSHOPDESK_BACKUPS"] = f"{folder}/backups"
    try:
        with Path(pipe).open("w", encoding="utf-8") as said:
            sys.stdout = said
            WORK[what](Path(file), name, Path(folder))
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def main() -> None:
    """Fork one child after the other."""
    for line in sys.stdin:
        asked = json.loads(line)
        process = os.fork()
        if not process:
            child(*asked)
        say(str(process))
        say(str(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])))


if __name__ == "__main__":
    main()
