"""The child that reads spreadsheets gets all of its input, and is believed only to its end."""

from __future__ import annotations

import json
import struct
import sys
from pathlib import Path

import pytest

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.exchange import sandbox

_LATE = """
import os, struct, sys
while not os.path.exists(sys.argv[1]):
    pass
size = str(len(sys.stdin.buffer.read()))
for told in ('{"fonts": ["' + size + '"]}', '{"end": true}'):
    line = told.encode()
    sys.stdout.buffer.write(struct.pack("<II", len(line), 0) + line)
"""
_SAYING = "import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({told!r})"


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
    book = sandbox.read_spreadsheet(data, "list.xlsx", Awaited(sign))
    assert book.fonts == (str(len(data)),)


def message(told: object, numbers: bytes = b"") -> bytes:
    line = json.dumps(told).encode()
    return struct.pack("<II", len(line), len(numbers)) + line + numbers


SHEET = message(
    {"sheet": "A", "visible": True, "merges": [], "hidden_rows": [], "hidden_columns": []}
)
BLOCK = {"rows": 1, "left": 0, "new": ["x"]}


@pytest.mark.parametrize(
    "told",
    [
        b"",
        SHEET,
        message(["end"]) + b"\x01",
        message("nonsense"),
        struct.pack("<II", 1 << 31, 0),
        SHEET + message(BLOCK, struct.pack("<II", 0, 7)) + message({"end": True}),
        SHEET + message(BLOCK, b"\x00" * 7) + message({"end": True}),
    ],
)
def test_a_child_that_talks_nonsense_or_stops_is_not_believed(
    told: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-c", _SAYING.format(told=told)]
    monkeypatch.setattr(sandbox, "_command", lambda _limits: command)
    with pytest.raises(UserError, match="memory or time"):
        sandbox.read_spreadsheet(b"x", "list.xlsx", Silent())
