"""Run by tests in a process of its own: writes without end, and says what was saved."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from tests.store import samples
from tests.store.conftest import origin_named

from workshopdesk.store import Store, backup, open_store
from workshopdesk.store import tables as t


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


def main() -> None:
    """Arguments: the file, a name for what is written, a folder for backups."""
    file, name, folder = sys.argv[1:]
    store = open_store(file, origin=origin_named(name))
    for number in count():
        code = f"{name}-{number}"
        write(store, code)
        sys.stdout.write(f"{code}\n")
        sys.stdout.flush()
        backup.make(store, Path(folder) / f"{code}.wdb")


if __name__ == "__main__":
    main()
