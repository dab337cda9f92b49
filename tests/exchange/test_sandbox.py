"""The child that reads spreadsheets gets all of its input."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from workshopdesk.domain.progress import Progress
from workshopdesk.exchange import sandbox

_LATE = """
import os, sys
while not os.path.exists(sys.argv[1]):
    pass
print(len(sys.stdin.buffer.read()))
"""


class Awaited(Progress):
    """Lets the child begin only when the parent has waited once."""

    def __init__(self, sign: Path) -> None:
        self._sign = sign

    def step(self, done: int, total: int, what: str = "") -> None:
        self._sign.touch()


def test_a_child_that_starts_late_gets_every_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign = tmp_path / "go"
    command = [sys.executable, "-c", _LATE, str(sign)]
    monkeypatch.setattr(sandbox, "_command", lambda _limits: command)
    data = bytes(3 << 20)
    code, output = sandbox._run(data, "list.xlsx", 20, Awaited(sign))
    assert (code, int(output)) == (0, len(data))
