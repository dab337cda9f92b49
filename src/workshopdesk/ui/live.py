"""Words and colours that follow along when the language or the theme is switched.

A widget says once how it is to be worded or coloured (``follow``); the same function is run
again whenever the bell rings, so nothing has to be rebuilt and no screen keeps a list.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, Signal

from workshopdesk.i18n import _


class _Bell(QObject):
    rung = Signal()


class _Follower(QObject):
    """Lives and dies with its widget; Qt drops the connection with it."""

    def __init__(self, owner: QObject, apply: Callable[[], None]) -> None:
        super().__init__(owner)
        self._apply = apply
        _bell().rung.connect(self._run)

    def _run(self) -> None:
        self._apply()


@cache
def _bell() -> _Bell:
    return _Bell()


def follow(owner: QObject, apply: Callable[[], None]) -> None:
    """Run ``apply`` now and after every switch of language or theme, as long as owner lives."""
    apply()
    _Follower(owner, apply)


def say(owner: QObject, setter: Callable[[str], object], msgid: str) -> None:
    """Give a marked message, in the screen's language, to a setter of owner; kept current."""

    def apply() -> None:
        setter(_(msgid))

    follow(owner, apply)


def ring() -> None:
    """The language or the theme has been switched."""
    _bell().rung.emit()
