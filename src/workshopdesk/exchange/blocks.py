"""What the reading child tells, to sheets; hides its messages, which are not trusted.

Equal values of a workbook are one object here: what is found out about one cell serves all.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable
from datetime import date
from itertools import repeat
from typing import Any

from workshopdesk.exchange.sheets import Cell, Sheet, Workbook
from workshopdesk.exchange.vocabulary import Vocabulary

# A message: its JSON and the numbers that follow it.
Message = tuple[bytes, bytes]
_MOST_COLUMNS = 1000


class BrokenTale(Exception):  # noqa: N818 - told on as a refusal of the file
    """The child did not say what it should, or not to the end."""


def workbook(messages: Iterable[Message], error: Callable[[dict[str, Any]], Exception]) -> Workbook:
    """The sheets the messages tell. ``error`` makes what is raised when they tell of one.

    BrokenTale when they make no sense or stop before their end.
    """
    book = _Book()
    for told, numbers in messages:
        try:
            message = json.loads(told, object_hook=_dated)
            if not isinstance(message, dict):
                raise BrokenTale
            if "error" in message:
                raise error(message)
            if "end" in message:
                return Workbook(tuple(book.sheets), book.fonts)
            book.add(message, numbers)
        except (ValueError, KeyError, TypeError, IndexError) as wrong:
            raise BrokenTale from wrong
    raise BrokenTale


class _Book:
    """The workbook as far as it is told."""

    def __init__(self) -> None:
        self.fonts: tuple[str, ...] = ()
        self.sheets: list[Sheet] = []
        self._values: list[Cell] = [None]
        self._vocabulary = Vocabulary()
        self._rows: dict[int, tuple[Cell, ...]] = {}

    def add(self, message: dict[str, Any], numbers: bytes) -> None:
        if "fonts" in message:
            self.fonts = tuple(message["fonts"])
        elif "sheet" in message:
            self._rows = {}
            self.sheets.append(_sheet(message, self._rows, self._vocabulary))
        elif "rows" in message:
            self._values += message["new"]
            self._vocabulary.meet(message["new"])
            self._add_rows(message["rows"], message["left"], numbers)

    def _add_rows(self, count: int, left: int, numbers: bytes) -> None:
        told = array("I", numbers)
        places = told[:count]
        value = self._values.__getitem__
        columns = [
            list(map(value, told[start : start + count]))
            for start in range(count, len(told), count)
        ]
        blank = [repeat(None, count) for _column in range(min(left, _MOST_COLUMNS))]
        cells = zip(*blank, *columns, strict=True)
        self._rows.update(zip(places, cells, strict=True))


def _sheet(
    message: dict[str, Any], rows: dict[int, tuple[Cell, ...]], vocabulary: Vocabulary
) -> Sheet:
    return Sheet(
        name=message["sheet"],
        rows=rows,
        merges=tuple((t, left, b, r) for (t, left), (b, r) in message["merges"]),
        visible=message["visible"],
        known=vocabulary,
        hidden_rows=frozenset(message["hidden_rows"]),
        hidden_columns=frozenset(
            column
            for first, last in message["hidden_columns"]
            for column in range(first, min(last, _MOST_COLUMNS) + 1)
        ),
    )


def _dated(message: dict[str, Any]) -> dict[str, Any] | date:
    """A day stands as an object with its date alone; all else is as it came."""
    return date.fromisoformat(message["date"]) if "date" in message else message
