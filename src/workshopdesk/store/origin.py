"""Who writes, on which device, with which clock and which source of new keys.

Hides whether these are the real ones or the reproducible ones of the sample programme.
"""

from __future__ import annotations

import getpass
import hashlib
import platform
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

import uuid_utils.compat as uuid7_source

from workshopdesk import settings

_STEP = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Origin:
    """Given to a store when it is opened; all it writes comes from here.

    ``actions`` are the ones written so since: two windows on one machine are told apart by them.
    """

    author: str
    device: UUID
    now: Callable[[], datetime]
    new_id: Callable[[], UUID]
    random_bytes: Callable[[int], bytes] = secrets.token_bytes
    device_name: str = ""
    actions: set[UUID] = field(default_factory=set, compare=False, repr=False)


def system_origin() -> Origin:
    """The user of this machine, the real clock, UUIDv7 keys (RFC 9562)."""
    return Origin(
        author=_user_name(),
        device=_device_id(settings.user_config_dir() / "device-id"),
        now=lambda: datetime.now(UTC),
        new_id=uuid7_source.uuid7,
        device_name=platform.node(),
    )


def fixed_origin(seed: str, start: datetime) -> Origin:
    """The same keys, times and salts on every run: the same program writes the same content.

    ``start`` is aware; the clock steps one millisecond at every reading, and so do the keys, so
    that they rise as real ones do.
    """
    first = int(start.timestamp() * 1000)
    readings, draws, keys = count(), count(), count(first)

    def now() -> datetime:
        return start + next(readings) * _STEP

    def random_bytes(n: int) -> bytes:
        return hashlib.shake_256(f"{seed}/{next(draws)}".encode()).digest(n)

    def new_id() -> UUID:
        number = (next(keys) << 80) | (7 << 76) | (int.from_bytes(random_bytes(10)) >> 4)
        return UUID(int=number & ~(0b11 << 62) | (0b10 << 62))

    device = uuid5(NAMESPACE_URL, f"device:{seed}")
    return Origin(seed, device, now, new_id, random_bytes)


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _device_id(file: Path) -> UUID:
    """This machine's id, made at the first need; a machine that can keep none gets a new one."""
    try:
        return UUID(file.read_text().strip())
    except (OSError, ValueError):
        made = uuid7_source.uuid7()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x") as new:
            new.write(f"{made}\n")
    except OSError:
        return made
    return made
