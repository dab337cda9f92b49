"""How long work says where it is, and how it is told to stop."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):  # noqa: N818 - an outcome the user chose, not an error
    """The user stopped the work; nothing half-made may remain."""


class Progress(Protocol):
    """Given to every job that may take longer than half a second."""

    def step(self, done: int, total: int, label: str = "") -> None:
        """Report ``done`` of ``total`` steps. Raises Cancelled when the user asked to stop."""


class Silent:
    """A Progress nobody watches."""

    def step(self, done: int, total: int, label: str = "") -> None:
        """Report to nobody."""
