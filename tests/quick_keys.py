"""Encryption for tests about something else: keys are derived in a moment, not in 0.3 s."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from workshopdesk.store import engines

_FEW, _USUAL = 4_000, 256_000


@contextmanager
def quick_keys() -> Iterator[None]:
    """Databases made inside are no safer than this machine is; they cannot be opened outside."""
    _derive(_FEW)
    try:
        yield
    finally:
        _derive(_USUAL)


def _derive(rounds: int) -> None:
    with closing(engines.driver.connect(":memory:")) as connection:
        connection.execute(f"PRAGMA cipher_default_kdf_iter={rounds}")
