"""Name badges (ten a page, to cut) and table tents (two a page, to fold)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workshopdesk.documents.cards import Card, NameBadges, TableTents
from workshopdesk.documents.model import Sheet
from workshopdesk.documents.papers import chrome
from workshopdesk.documents.papers.ink import HAIR, Pen, U, mm, wrapped
from workshopdesk.documents.papers.qr import qr_path
from workshopdesk.documents.typeset import A4, Document, Page, Rule, Text

_WIDE, _HIGH = mm(90), mm(55)
_LEFT, _TOP = mm(15), mm(11)
_COLUMNS, _ROWS = 2, 5
_EDGE = mm(4.5)
_CODE = mm(21)
_MARK = mm(4)
_LOGO = mm(7)
_TENT = mm(148.5)
_FACE = _TENT / 2
_TENT_EDGE = mm(12)


def badge_pages(sheet: NameBadges) -> Document:
    """The document of the badges."""
    per_page = _COLUMNS * _ROWS
    return _document(sheet, _badges(sheet), -(-len(sheet.cards) // per_page))


def _badges(sheet: NameBadges) -> Iterator[Page]:
    for cards in _by(sheet.cards, _COLUMNS * _ROWS):
        pen = Pen()
        _cut_marks(pen)
        for n, card in enumerate(cards):
            row, column = divmod(n, _COLUMNS)
            _badge(pen, sheet, card, _LEFT + column * _WIDE, _TOP + row * _HIGH)
        yield Page(*A4, tuple(pen.items))


def _cut_marks(pen: Pen) -> None:
    """Short lines outside the cards, so that no cut shows on a badge."""
    right, bottom = _LEFT + _COLUMNS * _WIDE, _TOP + _ROWS * _HIGH
    for column in range(_COLUMNS + 1):
        x = _LEFT + column * _WIDE
        pen.upright(x, _TOP - _MARK - mm(1), _TOP - mm(1))
        pen.upright(x, bottom + mm(1), bottom + mm(1) + _MARK)
    for row in range(_ROWS + 1):
        y = _TOP + row * _HIGH
        pen.level(_LEFT - _MARK - mm(1), _LEFT - mm(1), y)
        pen.level(right + mm(1), right + mm(1) + _MARK, y)


def _badge(pen: Pen, sheet: NameBadges, card: Card, x: float, y: float) -> None:
    left, room = x + _EDGE, _WIDE - 2 * _EDGE
    logos = chrome.draw_logos(pen, sheet.foot.logos, x + _WIDE - _EDGE, y + mm(4), "right", _LOGO)
    title = wrapped(sheet.head.event.main, 7.5, 500, room - (logos + mm(3) if logos else 0))
    pen.lines(left, y + mm(7), _at_most(title, 2), 7.5, 1.4 * U, 500)
    pen.level(left, x + _WIDE - _EDGE, y + mm(12.8))
    middle = x + _WIDE / 2
    if card.name.main:
        down = 0.0 if card.name.under else mm(1.5)
        pen.text(middle, y + mm(21.5) + down, card.name.main, 18, 700, align="centre", room=room)
        pen.text(middle, y + mm(26.8), card.name.under, 9.5, align="centre", room=room)
    else:
        pen.dashes(left, x + _WIDE - _EDGE, y + mm(22))
    _beside_code(pen, card, x, y)


def _beside_code(pen: Pen, card: Card, x: float, y: float) -> None:
    """Position, unit and role at left; the code for the scanner at right."""
    left, room = x + _EDGE, _WIDE - 2 * _EDGE - (_CODE if card.code else 0)
    base = y + mm(34)
    for words, weight in ((card.position, 500), (card.unit, 400)):
        for line in _at_most(wrapped(words.main, 8.5, weight, room), 2 if weight == 400 else 1):
            pen.text(left, base, line, 8.5, weight, room=room)
            base += 1.5 * U
    pen.beside(left, y + mm(51), card.role, (9.5, 7), (700, 400), room=room)
    if card.code:
        at = x + _WIDE - _EDGE - _CODE + mm(1.5)
        pen.items.append(qr_path(card.code, at, y + mm(29), _CODE))
        pen.text(at + _CODE / 2, y + mm(51.2), card.code, 6.5, align="centre")


def _at_most(lines: Sequence[str], count: int) -> list[str]:
    """The first lines; the last of them says when something is left out."""
    if len(lines) <= count:
        return list(lines)
    return [*lines[: count - 1], f"{lines[count - 1].rstrip()}…"]


def tent_pages(sheet: TableTents) -> Document:
    """The document of the table tents."""
    return _document(sheet, _tents(sheet), -(-len(sheet.cards) // 2))


def _tents(sheet: TableTents) -> Iterator[Page]:
    for cards in _by(sheet.cards, 2):
        pen = Pen()
        for n, card in enumerate(cards):
            _tent(pen, card, n * _TENT + _FACE)
        if len(cards) > 1:
            pen.level(0, A4[0], _TENT)
        yield Page(*A4, tuple(pen.items))


def _tent(pen: Pen, card: Card, fold: float) -> None:
    """Both faces, the upper one turned about the fold so that it stands upright when folded."""
    pen.items.append(Rule(0, fold, A4[0], fold, HAIR, dash=(2.5, 2.0)))
    face = Pen()
    middle, room = A4[0] / 2, A4[0] - 2 * _TENT_EDGE
    down = 0.0 if card.name.under else mm(4)
    name = fold + mm(31) + down
    face.text(middle, name, card.name.main, 44, 700, align="centre", room=room)
    face.text(middle, fold + mm(43), card.name.under, 20, 500, align="centre", room=room)
    face.text(middle, fold + mm(54), card.position.main, 16, align="centre", room=room)
    face.text(middle, fold + mm(63), card.unit.main, 13, align="centre", room=room)
    if not card.name.main:
        face.dashes(_TENT_EDGE * 2, A4[0] - _TENT_EDGE * 2, name)
    for item in face.items:
        pen.items.append(item)
        if isinstance(item, Text):
            turned = item._replace(x=A4[0] - item.x, y=2 * fold - item.y, rotation=180)
            pen.items.append(turned)


def _by(cards: Sequence[Card], count: int) -> Iterator[Sequence[Card]]:
    for start in range(0, len(cards), count):
        yield cards[start : start + count]


def _document(sheet: Sheet, pages: Iterator[Page], count: int) -> Document:
    return Document(
        sheet.head.title.main,
        "en" if sheet.language == "en" else "lo",
        pages,
        images=chrome.images_of(sheet.foot),
        author=sheet.head.issuer.main,
        subject=sheet.head.event.main,
        page_count=count,
    )
