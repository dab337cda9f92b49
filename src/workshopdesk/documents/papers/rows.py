"""Rows of people as the sign-in sheet and the participant list print them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshopdesk.documents.model import ListHeadings, PersonLine, Words
from workshopdesk.documents.papers.ink import HAIR, STRONG, Pen, U, mm, width_of, wrapped

ROW = 3 * U
_NAME_SIZE = 11.0
_SMALLEST = 6.5
"""A list's text that would be smaller than this is broken into two lines."""
_INSET = mm(1.5)
_FIRST, _SECOND, _MIDDLE = mm(3.75), mm(8.25), mm(1.35)
_NAME, _SEX, _POSITION, _PLACE = 1, 2, 3, 4
_YIELDS = {_POSITION: 0.55, _PLACE: 0.65}
"""What these columns may shrink to, as a share, so that a long name stays on its line."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Number, name, sex, position, place, phone: their widths, and where the table stands."""

    left: float
    widths: tuple[float, ...]
    sex_size: float = 10.0

    @property
    def edges(self) -> tuple[float, ...]:
        """The left edge of each column, and the right edge of the last."""
        edges = [self.left]
        for width in self.widths:
            edges.append(edges[-1] + width)
        return tuple(edges)

    def for_names(self, people: Sequence[PersonLine], beside: float = 0.0) -> Columns:
        """The same table with the name's column wide enough for the longest name, if it can be.

        Position and place give what they can spare, and ``beside`` is spare at the right of the
        table; beyond that the size of a name falls.
        """
        fitted = self._for_sex(people)
        longest = max((width_of(p.name.main, _NAME_SIZE, 600) for p in people), default=0.0)
        wanted = longest + 2 * _INSET - self.widths[_NAME]
        if wanted <= 0:
            return fitted
        spare = {n: self.widths[n] * (1 - share) for n, share in _YIELDS.items()}
        share = min(1.0, wanted / (sum(spare.values()) + beside))
        widths = list(self.widths)
        widths[_NAME] += beside * share
        for n, room in spare.items():
            widths[n] -= room * share
            widths[_NAME] += room * share
        return Columns(self.left, tuple(widths), fitted.sex_size)

    def _for_sex(self, people: Sequence[PersonLine]) -> Columns:
        """The word for sex in one size all down the list."""
        widest = max((width_of(sex, 10) for sex in {p.sex for p in people}), default=0.0)
        room = self.widths[_SEX] - _INSET - mm(0.5)
        size = 10.0 if widest <= room else int(10 * room / widest * 10) / 10
        return Columns(self.left, self.widths, size)


def column_heads(pen: Pen, columns: Columns, headings: ListHeadings, y: float, low: float) -> None:
    """The words above the columns, centred between y and y + low."""
    joined = (
        headings.number,
        headings.name,
        headings.sex,
        _joined(headings.position, headings.unit),
        _joined(headings.district, headings.province),
        headings.phone,
    )
    edges = columns.edges
    for n, words in enumerate(joined):
        room = columns.widths[n] - (2 if n < len(joined) - 1 else 1) * _INSET
        base = y + low / 2 + mm(1.1) - (mm(1.5) if words.under else 0)
        if n == 0:
            x = edges[1] - _INSET
            pen.pair(x, base, words, (9.5, 7), mm(3.4), (600, 400), align="right", room=room)
        else:
            x = edges[n] + _INSET
            pen.pair(x, base, words, (9.5, 7), mm(3.4), (600, 400), room=room)


def person_row(pen: Pen, columns: Columns, y: float, person: PersonLine) -> None:
    """One person in the row whose top is y."""
    edges, middle = columns.edges, y + ROW / 2 + _MIDDLE
    row_number(pen, columns, y, person.number)
    room = columns.widths[_NAME] - 2 * _INSET
    x = edges[_NAME] + _INSET
    if person.name.under:
        pen.text(x, y + mm(4.2), person.name.main, _NAME_SIZE, 600, room=room)
        pen.text(x, y + mm(8.1), person.name.under, 7.3, room=room)
    else:
        pen.text(x, middle, person.name.main, _NAME_SIZE, 600, room=room)
    pen.text(edges[2] + _INSET, middle, person.sex, columns.sex_size)
    _stacked(pen, edges[3], y, columns.widths[3], person.position, person.unit)
    _stacked(pen, edges[4], y, columns.widths[4], person.district, person.province)
    pen.text(edges[5] + _INSET, middle, person.phone, 9.5, room=columns.widths[5] - _INSET)


def row_number(pen: Pen, columns: Columns, y: float, number: int) -> None:
    """The number at the right of the first column."""
    x = columns.edges[1] - _INSET - mm(0.6)
    pen.text(x, y + ROW / 2 + _MIDDLE, str(number), 10, align="right")


def row_rule(pen: Pen, left: float, right: float, y: float, place: int, last: bool) -> None:
    """The line under a row; stronger after every fifth number and under the last."""
    pen.level(left, right, y, STRONG if last or place % 5 == 0 else HAIR)


def _stacked(pen: Pen, x: float, y: float, width: float, first: str, second: str) -> None:
    """Two texts below one another; a long first one takes two smaller lines."""
    x, room = x + _INSET, width - 2 * _INSET
    if width_of(first, _SMALLEST) > room:
        head = wrapped(first, _SMALLEST, 400, room)[0]
        lines = (head, first[len(head) :].strip())
        for n, line in enumerate(lines):
            pen.text(x, y + mm(2.9) + n * mm(2.9), line, _SMALLEST, room=room)
        pen.text(x, y + mm(8.9), second, 7, 500, room=room)
    elif first and second:
        pen.text(x, y + _FIRST, first, 9, room=room)
        pen.text(x, y + _SECOND, second, 8, 500, room=room)
    else:
        pen.text(x, y + ROW / 2 + _MIDDLE, first or second, 9, room=room)


def _joined(first: Words, second: Words) -> Words:
    under = f"{first.under} / {second.under}" if first.under else ""
    return Words(f"{first.main} / {second.main}", under)
