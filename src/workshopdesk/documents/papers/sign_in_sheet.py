"""The sign-in sheet: landscape, one boxed cell per person and half-day, walk-ins, totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workshopdesk.documents.model import PersonLine, SignInDay, SignInSheet
from workshopdesk.documents.papers import chrome
from workshopdesk.documents.papers.chrome import LANDSCAPE_MIDDLE, LANDSCAPE_RIGHT, LEFT
from workshopdesk.documents.papers.ink import (
    A4_LANDSCAPE,
    HAIR,
    STRONG,
    Pen,
    U,
    mm,
    wrapped,
)
from workshopdesk.documents.papers.rows import (
    ROW,
    Columns,
    column_heads,
    person_row,
    row_number,
    row_rule,
)
from workshopdesk.documents.typeset import Document, Page

_FIXED = tuple(mm(w) for w in (9, 45, 11, 53, 29, 26))
_SPARE = mm(20)
"""What the signature cells can give to long names."""
_DAYS_A_SET = 2
_HEAD = 3.5 * U
_ON_OTHERS = 16
_FIRST = {False: (mm(55.9), 11), True: (mm(61.8), 10)}
"""Where the table begins on the first page and how many rows it has, with English lines or not."""
_TOTAL_ROW = 2.5 * U
_SIGN_BY = mm(171)
_SIGN_ROOM = mm(27.7)


@dataclass(frozen=True, slots=True)
class _Set:
    """Pages for up to two days: an event of five days has three sets of all its people."""

    sheet: SignInSheet
    days: tuple[SignInDay, ...]
    columns: Columns

    @property
    def cells(self) -> list[float]:
        """Left edges of the signature columns, and the right edge of the last."""
        count = sum(len(day.half_days) for day in self.days)
        start = self.columns.edges[-1]
        return [start + (LANDSCAPE_RIGHT - start) * n / count for n in range(count + 1)]

    @property
    def day_edges(self) -> list[float]:
        """The uprights that part the days."""
        edges, n = [self.cells[0]], 0
        for day in self.days:
            n += len(day.half_days)
            edges.append(self.cells[n])
        return edges


def sign_in_pages(sheet: SignInSheet) -> Document:
    """The document of a sign-in sheet."""
    columns = Columns(LEFT, _FIXED).for_names(sheet.people, _SPARE)
    starts = range(0, len(sheet.days), _DAYS_A_SET)
    sets = [_Set(sheet, sheet.days[n : n + _DAYS_A_SET], columns) for n in starts]
    pens = [pen for one in sets for pen in _set_pages(one)]
    for number, pen in enumerate(pens, 1):
        chrome.footer(pen, sheet.foot, number, len(pens), LANDSCAPE_RIGHT, chrome.LANDSCAPE_FOOT)
    pages = [Page(*A4_LANDSCAPE, tuple(pen.items)) for pen in pens]
    return chrome.document(sheet, sheet.head.title.main, pages)


def rows_a_page(named: int, blank: int, first_most: int, last_most: int) -> list[int]:
    """How many rows stand on each page: the last keeps a named row above the blank ones.

    ``first_most`` fit under the head of the first page, ``last_most`` above totals and signers
    of the last, 16 on every other. With few names the first page is filled with blank rows.
    """
    rows = named + blank
    if rows <= last_most - _ON_OTHERS + first_most:
        return [rows]
    last = min(last_most, blank + 1, rows - 1)
    rest = rows - last
    if blank and rest <= first_most // 2:
        return [first_most, min(blank, last_most)]
    if rest <= first_most:
        return [rest, last]
    pages = -(-(rest - first_most) // _ON_OTHERS)
    even, more = divmod(rest - first_most, pages)
    return [first_most, *(even + (n < more) for n in range(pages)), last]


def _set_pages(one: _Set) -> Iterator[Pen]:
    sheet = one.sheet
    room = _SIGN_BY - _SIGN_ROOM - chrome.TOP - _HEAD - _TOTAL_ROW * len(sheet.counts)
    first_top, on_first = _FIRST[bool(sheet.head.title.under)]
    sizes = rows_a_page(len(sheet.people), sheet.blank_rows, on_first, int(room / ROW))
    done = 0
    for page, size in enumerate(sizes):
        pen = Pen()
        top = first_top if page == 0 else chrome.TOP
        if page == 0:
            chrome.landscape_head(pen, sheet.head)
        else:
            note = sheet.head.details[0].main if sheet.head.details else ""
            chrome.running_head(pen, sheet.head, LANDSCAPE_RIGHT, mm(19.5), note)
        last = page == len(sizes) - 1
        bottom = _table(pen, one, top, done, size)
        done += size
        if last:
            _ending(pen, one, bottom)
        elif page == 0:
            _supporters(pen, sheet, mm(177), beside=True)
        yield pen


def _table(pen: Pen, one: _Set, top: float, start: int, size: int) -> float:
    """The head and ``size`` rows from the ``start``-th; gives the bottom."""
    pen.tint(LEFT, top, LANDSCAPE_RIGHT - LEFT, _HEAD)
    column_heads(pen, one.columns, one.sheet.headings, top, _HEAD)
    _signature_heads(pen, one, top)
    y = top + _HEAD
    people: Sequence[PersonLine] = one.sheet.people
    for place in range(start, start + size):
        if place < len(people):
            person_row(pen, one.columns, y, people[place])
        else:
            row_number(pen, one.columns, y, place + 1)
        y += ROW
        row_rule(pen, LEFT, LANDSCAPE_RIGHT, y, place + 1, place == start + size - 1)
    pen.level(LEFT, LANDSCAPE_RIGHT, top, STRONG)
    pen.level(LEFT, LANDSCAPE_RIGHT, top + _HEAD, STRONG)
    _uprights(pen, one, top, y)
    return y


def _uprights(pen: Pen, one: _Set, top: float, bottom: float) -> None:
    between = set(one.day_edges)
    for x in one.cells:
        if x in between:
            end = one.cells[-1] == x
            pen.upright(x, top, bottom, HAIR if end else STRONG)
        else:
            pen.upright(x, top + _HEAD / 2, bottom, HAIR)


def _signature_heads(pen: Pen, one: _Set, top: float) -> None:
    half = _HEAD / 2
    for day, (left, right) in zip(one.days, pairwise(one.day_edges), strict=True):
        room = right - left - mm(2)
        x, weights = (left + right) / 2, (600, 400)
        pen.beside(x, top + mm(3.8), day.label, (9, 7), weights, align="centre", room=room)
    pen.level(one.cells[0], LANDSCAPE_RIGHT, top + half)
    labels = [half_day for day in one.days for half_day in day.half_days]
    for label, (left, right) in zip(labels, pairwise(one.cells), strict=True):
        x, room = (left + right) / 2, right - left - mm(1.5)
        pen.beside(x, top + half + mm(3.8), label, (8.5, 7), align="centre", room=room)


def _ending(pen: Pen, one: _Set, y: float) -> None:
    """Totals under the signature columns, who signs, the logos."""
    sheet, top = one.sheet, y
    edges = one.columns.edges
    label_at, number_at = edges[5] - mm(1.2), edges[5] + mm(12.8)
    pen.tint(LEFT, y + _TOTAL_ROW * (len(sheet.counts) - 1), LANDSCAPE_RIGHT - LEFT, _TOTAL_ROW)
    pen.beside(LEFT + mm(1.5), y + mm(5.2), sheet.counts_title, (10.5, 7), (600, 400))
    for n, line in enumerate(sheet.counts, 1):
        last = n == len(sheet.counts)
        base = y + mm(5.2)
        weights = (700 if last else 500, 400)
        pen.beside(label_at, base, line.label, (10.5, 7), weights, align="right")
        pen.text(number_at, base, str(line.count), 11, 700 if last else 500, align="right")
        pen.text(number_at + mm(1.8), base, line.unit, 9.5)
        y += _TOTAL_ROW
        if last:
            wide = edges[4] - LEFT
            pen.beside(LEFT + mm(1.5), base, sheet.total, (10.5, 7), (700, 400), room=wide)
        else:
            pen.level(edges[5] - mm(17), LANDSCAPE_RIGHT, y)
    pen.level(LEFT, LANDSCAPE_RIGHT, y, STRONG)
    _uprights_down(pen, one, top, y)
    places = ((LEFT + LANDSCAPE_RIGHT) / 2 - mm(92.5), LANDSCAPE_MIDDLE, mm(241))
    for x, signer in zip(places, sheet.signers, strict=False):
        chrome.signature(pen, signer, x, y + mm(7.7), mm(56), min(mm(30), _SIGN_BY - y - mm(7.7)))
    _supporters(pen, sheet, mm(173.8), beside=False)


def _uprights_down(pen: Pen, one: _Set, top: float, bottom: float) -> None:
    between = set(one.day_edges[:-1])
    for x in one.cells:
        pen.upright(x, top, bottom, STRONG if x in between else HAIR)


def _supporters(pen: Pen, sheet: SignInSheet, y: float, *, beside: bool) -> None:
    """Logos at the right; the sentence at their left on the first page, else beneath them."""
    foot = sheet.foot
    wide = chrome.draw_logos(pen, foot.logos, LANDSCAPE_RIGHT, y, "right")
    if not foot.support.main:
        return
    if beside:
        room = min(LANDSCAPE_RIGHT - LEFT - wide - mm(12), mm(110))
        lines = wrapped(foot.support.main, 8.5, 400, room)
        base = pen.lines(LEFT, y + mm(5), lines, 8.5, 1.6 * U)
        pen.lines(LEFT, base - 0.2 * U, wrapped(foot.support.under, 7, 400, room), 7, 1.2 * U)
    else:
        room = LANDSCAPE_RIGHT - LEFT
        base = y + (chrome.LOGO_HEIGHT if wide else 0) + mm(5.4)
        pen.beside(LANDSCAPE_RIGHT, base, foot.support, (8, 7), align="right", room=room)
