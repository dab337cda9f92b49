"""Name badges (eight a page, to cut) and table tents (one a page, to fold)."""

from __future__ import annotations

from collections.abc import Iterator

from workshopdesk.documents.cards import Badge, Band, NameBadges, TableTents, Tent
from workshopdesk.documents.model import Sheet
from workshopdesk.documents.papers.border import band_form
from workshopdesk.documents.papers.ink import (
    A4,
    A4_LANDSCAPE,
    BLACK,
    HAIR,
    INDIGO,
    STAFF,
    STRONG,
    WHITE,
    Pen,
    mm,
    width_of,
    wrapped,
)
from workshopdesk.documents.papers.qr import qr_path
from workshopdesk.documents.typeset import Document, Form, Page, Rule, Text

_COLUMNS, _ROWS = 2, 4
_A_PAGE = _COLUMNS * _ROWS
_WIDE, _HIGH = mm(90), mm(55)
_LEFT, _TOP = mm(15), mm(38.5)
_MARK, _OFF, _MARK_LINE = mm(5), mm(2), 0.25
_EDGE, _INSET = mm(6), mm(4)
_TEXT_ROOM = mm(54)
_CODE = mm(20)
_BAND_WIDE, _BAND_HIGH = mm(82), mm(8)

_FACE = mm(105)
_TENT_LEFT, _TENT_RIGHT = mm(25.25), mm(271.75)
_NAME_ROOM = mm(245)
_MODULES = 17
_LATIN_SHARE = 0.4


def badge_pages(sheet: NameBadges) -> Document:
    """The document of the badges."""
    return _document(sheet, _badges(sheet), -(-len(sheet.cards) // _A_PAGE))


def _badges(sheet: NameBadges) -> Iterator[Page]:
    for start in range(0, len(sheet.cards), _A_PAGE):
        pen = Pen()
        _cut_marks(pen)
        for n, card in enumerate(sheet.cards[start : start + _A_PAGE]):
            row, column = divmod(n, _COLUMNS)
            _badge(pen, sheet, card, _LEFT + column * _WIDE, _TOP + row * _HIGH)
        yield Page(*A4, tuple(pen.items))


def _cut_marks(pen: Pen) -> None:
    """Short lines outside the cards, so that no cut shows on a badge."""
    right, bottom = _LEFT + _COLUMNS * _WIDE, _TOP + _ROWS * _HIGH
    for column in range(_COLUMNS + 1):
        x = _LEFT + column * _WIDE
        for y in (_TOP - _OFF - _MARK, bottom + _OFF):
            pen.upright(x, y, y + _MARK, _MARK_LINE)
    for row in range(_ROWS + 1):
        y = _TOP + row * _HIGH
        for x in (_LEFT - _OFF - _MARK, right + _OFF):
            pen.level(x, x + _MARK, y, _MARK_LINE)


def _badge(pen: Pen, sheet: NameBadges, card: Badge, x: float, y: float) -> None:
    left, right = x + _EDGE, x + _WIDE - _EDGE
    room = right - left - width_of(sheet.days, 8) - mm(3)
    pen.text(left, y + mm(8), _first_line(sheet.head.event.main, room), 8, 500)
    pen.text(right, y + mm(8), sheet.days, 8, align="right")
    pen.level(left, right, y + mm(10.4))
    if card.given_name:
        pen.text(left, y + mm(22), card.given_name, 24, 700, room=_TEXT_ROOM)
        pen.text(left, y + mm(29.6), card.surname, 15, room=_TEXT_ROOM)
    else:
        pen.dashes(left, left + _TEXT_ROOM - mm(2), y + mm(24))
    for line, down, size in zip(card.lines, (35.8, 39.9), (9.0, 8.0), strict=False):
        pen.text(left, y + mm(down), _first_line(line, _TEXT_ROOM, size), size, room=_TEXT_ROOM)
    pen.items.append(qr_path(card.code, x + mm(64), y + mm(14.5), _CODE))
    _band(pen, card, x + _INSET, y + mm(43))


def _band(pen: Pen, card: Badge, x: float, y: float) -> None:
    fill = {Band.FILLED: INDIGO, Band.GREY: STAFF, Band.OPEN: None}[card.band]
    stroke = INDIGO if card.band is Band.FILLED else BLACK
    pen.box(x, y, _BAND_WIDE, _BAND_HIGH, fill, stroke, STRONG)
    ink = WHITE if card.band is Band.FILLED else BLACK
    base, edge = y + mm(5.5), mm(2)
    under = width_of(card.role.under, 8, 500)
    pen.text(x + edge, base, card.role.main, 12, 700, ink=ink, room=_BAND_WIDE - 3 * edge - under)
    pen.text(x + _BAND_WIDE - edge, base, card.role.under, 8, 500, align="right", ink=ink)


def _first_line(text: str, room: float, size: float = 8.0) -> str:
    """As much of a text as one line holds, cut between words."""
    lines = wrapped(text, size, 500, room)
    if len(lines) < 2:
        return text
    return f"{wrapped(text, size, 500, room - width_of('…', size, 500))[0].rstrip(' ,')}…"


def tent_pages(sheet: TableTents) -> Document:
    """The document of the table tents."""
    forms = {"motif": band_form(_MODULES)}
    return _document(sheet, _tents(sheet), len(sheet.cards), forms)


def _tents(sheet: TableTents) -> Iterator[Page]:
    for card in sheet.cards:
        pen = Pen()
        for x in (mm(4), A4_LANDSCAPE[0] - mm(14)):
            pen.items.append(Rule(x, _FACE, x + mm(10), _FACE, HAIR, dash=(2.5, 2.0)))
        _face(pen, sheet, card)
        yield Page(*A4_LANDSCAPE, tuple(pen.items))


def _face(pen: Pen, sheet: TableTents, card: Tent) -> None:
    """The lower face, and the upper one turned about the fold so that both stand upright."""
    face = Pen()
    middle = A4_LANDSCAPE[0] / 2
    face.text(_TENT_LEFT, _FACE + mm(19), _first_line(sheet.head.event.main, mm(190), 11), 11, 500)
    face.text(_TENT_RIGHT, _FACE + mm(19), sheet.days, 11, align="right")
    if card.name.main:
        base = _FACE + mm(53)
        size = face.text(middle, base, card.name.main, 62, 700, align="centre", room=_NAME_ROOM)
        latin = size * _LATIN_SHARE
        face.text(
            middle, _FACE + mm(67.5), card.name.under, latin, 500, align="centre", room=_NAME_ROOM
        )
    else:
        face.dashes(mm(60), A4_LANDSCAPE[0] - mm(60), _FACE + mm(53))
    face.text(middle, _FACE + mm(80), card.position, 20, align="centre", room=_NAME_ROOM)
    for item in face.items:
        pen.items.append(item)
        if isinstance(item, Text):
            x, y = A4_LANDSCAPE[0] - item.x, 2 * _FACE - item.y
            pen.items.append(item._replace(x=x, y=y, rotation=180))
    for y in (_FACE + mm(94), _FACE - mm(94)):
        _motif(pen, y)


def _motif(pen: Pen, y: float) -> None:
    for line in (y - mm(4.6), y + mm(4.6)):
        pen.items.append(Rule(_TENT_LEFT, line, _TENT_RIGHT, line, STRONG, INDIGO))
    pen.form("motif", _TENT_LEFT, y - mm(4))


def _document(
    sheet: Sheet, pages: Iterator[Page], count: int, forms: dict[str, Form] | None = None
) -> Document:
    return Document(
        sheet.head.title.main,
        "en" if sheet.language == "en" else "lo",
        pages,
        forms=forms or {},
        author=sheet.head.issuer.main,
        subject=sheet.head.event.main,
        page_count=count,
    )
