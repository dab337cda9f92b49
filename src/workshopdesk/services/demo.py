"""The whole way once: the sample programme in a database of its own, and every paper of it.

Keys, clock and numbers are fixed, so the same program makes the same bytes each time. The
user's own data is never touched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.i18n import _
from workshopdesk.services import papers as paper_service
from workshopdesk.services import sample, signing
from workshopdesk.store import fixed_origin, open_store

DATABASE = "demo.wdb"
START = datetime(2025, 9, 22, 1, 0, tzinfo=UTC)
AUTHOR = "WorkshopDesk sample"
PASSPHRASE = "WorkshopDesk sample"  # noqa: S105 - everybody may know it
"""Of the sample's signing key; its codes prove nothing outside the sample."""


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the database lies and what was made."""

    database: Path
    papers: tuple[Path, ...]


def make_demo(out: Path, *, papers: bool = True, progress: Progress | None = None) -> Demo:
    """Make the sample programme in ``out``: demo.wdb and, per event, its papers in papers/.

    An earlier demo there is made anew; any other file called demo.wdb is refused (UserError).
    """
    progress = progress or Silent()
    out.mkdir(parents=True, exist_ok=True)
    database = out / DATABASE
    _clear(database)
    store = open_store(str(database), create=True, origin=fixed_origin(AUTHOR, START))
    made: list[Path] = []
    try:
        events = sample.load(store, progress)
        key = signing.make_key(store, PASSPHRASE, START.date(), random_bytes=_draws())
        for code in events if papers else ():
            made += paper_service.make_papers(
                store, code, kinds=None, languages=None, formats=None, out=out / "papers",
                key=key, progress=progress,
            )  # fmt: skip
    finally:
        store.close()
    return Demo(database, tuple(made))


def _draws() -> Callable[[int], bytes]:
    """The same bytes in the same order on every run."""
    numbers = count()
    return lambda n: hashlib.shake_256(f"{AUTHOR}/key/{next(numbers)}".encode()).digest(n)


def _clear(database: Path) -> None:
    """Remove an earlier demo; refuse to touch anything else of that name."""
    if not database.exists():
        return
    store = open_store(str(database), origin=fixed_origin(AUTHOR, START))
    try:
        with store.read() as reader:
            ours = reader.first_author() == AUTHOR
    finally:
        store.close()
    if not ours:
        raise UserError(
            _("%(file)s is not a demo") % {"file": database},
            _("Choose another folder; nothing was changed."),
        )
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
