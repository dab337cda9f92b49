"""Certificates: one page each, everything they share written once in the file.

The code stands at the lower left; without one, what stands beside it moves to the page's middle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workshopdesk.documents.model import CertificateBatch, CertificateText, Signer, Words
from workshopdesk.documents.papers import chrome
from workshopdesk.documents.papers.border import border_forms
from workshopdesk.documents.papers.ink import (
    A4_LANDSCAPE,
    INDIGO,
    Pen,
    centred_lines,
    mm,
)
from workshopdesk.documents.papers.qr import qr_path
from workshopdesk.documents.typeset import Document, Form, Item, Page, Path, Step, Text

_MIDDLE, _BESIDE_CODE = mm(148.5), mm(170)
_CODE = (mm(24), mm(151), mm(35))
_ROOM = mm(200)
_NUMBER_X = mm(272.5)
_BODY_LINES = 3
_SIGNERS = {1: (53.0,), 2: (-53.0, 53.0), 3: (-75.0, 0.0, 75.0)}
"""Where signers stand, in millimetres from their middle; the date stands over the last."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Baselines in millimetres and sizes in points; with English lines all is tighter."""

    state: float
    title: tuple[float, float]
    certifies: tuple[float, float, float]
    name: tuple[float, float, float]
    position: tuple[float, float, float]
    body: tuple[float, float, float]
    date: float
    signer: float
    signer_name: float
    logos: tuple[float, float]
    sentence: tuple[float, float]


_ONE = _Places(
    state=27.5,
    title=(59.5, 0),
    certifies=(71, 15, 0),
    name=(86, 30, 0),
    position=(95.5, 13, 0),
    body=(106, 15, 8.65),
    date=132,
    signer=138.7,
    signer_name=161.7,
    logos=(167.2, 14),
    sentence=(187, 8.5),
)
_BOTH = _Places(
    state=26.5,
    title=(54.6, 8.6),
    certifies=(71.8, 13.5, 4.6),
    name=(89.6, 30, 8.4),
    position=(105, 12, 4.3),
    body=(117.8, 13.5, 7.8),
    date=138.2,
    signer=144,
    signer_name=163.4,
    logos=(170, 13),
    sentence=(187.3, 7.5),
)


def certificate_pages(sheet: CertificateBatch) -> Document:
    """The document of a batch; its pages are drawn one by one as they are written."""
    at = _BOTH if sheet.head.title.under else _ONE
    forms, shared, ornament = border_forms(), dict[_Alike, str](), 0.0
    for alike in dict.fromkeys(_alike(sheet, text) for text in sheet.certificates):
        pen = Pen()
        ornament = _shared(pen, sheet, at, alike)
        shared[alike] = f"shared-{len(shared)}"
        forms[shared[alike]] = Form(*A4_LANDSCAPE, tuple(pen.items))
    bare = sheet.preprinted is not None
    return Document(
        title=sheet.head.title.main,
        language="en" if sheet.language == "en" else "lo",
        pages=_pages(sheet, at, ornament, shared),
        forms={} if bare else forms,
        images={} if bare else chrome.images_of(sheet.foot),
        author=sheet.head.issuer.main,
        subject=sheet.head.event.main,
        page_count=len(sheet.certificates),
    )


_Alike = tuple[tuple[Words, ...], str]
"""What many certificates say alike: their body, and place and date."""


def _alike(sheet: CertificateBatch, text: CertificateText) -> _Alike:
    return text.body or sheet.body, text.place_date or sheet.head.place_date


def _pages(
    sheet: CertificateBatch, at: _Places, ornament: float, shared: dict[_Alike, str]
) -> Iterator[Page]:
    for text in sheet.certificates:
        pen = Pen()
        if sheet.preprinted is None:
            pen.form("border")
            pen.form(shared[_alike(sheet, text)])
            _own(pen, text, at, ornament)
            yield Page(*A4_LANDSCAPE, tuple(pen.items))
        else:
            _own(pen, text, at, ornament)
            _alone(pen, sheet, at, _alike(sheet, text))
            right, down = sheet.preprinted
            yield Page(*A4_LANDSCAPE, tuple(_moved(i, mm(right), mm(down)) for i in pen.items))


def _moved(item: Item, right: float, down: float) -> Item:
    """The same to the right and down, in points."""
    match item:
        case Text():
            return item._replace(x=item.x + right, y=item.y + down)
        case Path():
            return item._replace(steps=tuple(_step(step, right, down) for step in item.steps))
        case _:
            raise TypeError(item)


def _step(step: Step, right: float, down: float) -> Step:
    return (step[0], step[1] + right, step[2] + down) if step[0] in ("M", "L") else step


def _alone(pen: Pen, sheet: CertificateBatch, at: _Places, alike: _Alike) -> None:
    """What pre-printed paper lacks besides a person's own: the event's text and the date."""
    body, place_date = alike
    (_body_both if sheet.head.title.under else _body)(pen, body, at)
    pen.text(_date_x(sheet), mm(at.date), place_date, 11, align="centre", room=mm(90))


def _date_x(sheet: CertificateBatch) -> float:
    return _middle(sheet) + mm(_signer_places(sheet)[-1])


def _signer_places(sheet: CertificateBatch) -> tuple[float, ...]:
    return _SIGNERS.get(len(sheet.signers), _SIGNERS[3])


def _middle(sheet: CertificateBatch) -> float:
    return _BESIDE_CODE if any(text.code for text in sheet.certificates) else _MIDDLE


def _own(pen: Pen, text: CertificateText, at: _Places, ornament: float) -> None:
    """What is this person's: number, name, position."""
    pen.text(_NUMBER_X, ornament + mm(1.2), text.number, 10.5, align="right", room=mm(60))
    base, size, down = at.name
    if down and not text.name.under:
        base += down / 2
    pen.text(_MIDDLE, mm(base), text.name.main, size, 700, align="centre", room=_ROOM)
    pen.text(_MIDDLE, mm(base + down), text.name.under, 18, 600, align="centre", room=_ROOM)
    if text.code:
        pen.items.append(qr_path(text.code, *_CODE))
    _pair(pen, text.position, at.position, 8)


def _pair(pen: Pen, words: Words, place: tuple[float, float, float], under: float) -> None:
    base, size, down = place
    pen.pair(_MIDDLE, mm(base), words, (size, under), mm(down), align="centre", room=mm(235))


def _shared(pen: Pen, sheet: CertificateBatch, at: _Places, alike: _Alike) -> float:
    """What many certificates of the batch say; gives the height of the ornament."""
    body, place_date = alike
    ornament = chrome.state_header(pen, sheet.head.state_lines, _MIDDLE, mm(at.state))
    base, down = at.title
    title = sheet.head.title
    pen.text(_MIDDLE, mm(base), title.main, 34, 700, align="centre", ink=INDIGO, family="serif")
    pen.text(_MIDDLE, mm(base + down), title.under, 18, align="centre", ink=INDIGO, family="serif")
    _pair(pen, sheet.certifies, at.certifies, 9)
    (_body_both if title.under else _body)(pen, body, at)
    middle = _middle(sheet)
    _signers(pen, sheet, at, place_date)
    top, height = at.logos
    wide = chrome.draw_logos(pen, sheet.foot.logos, middle, mm(top), "centre", mm(height))
    base, size = at.sentence
    lower = mm(base) if wide else mm(base - 8)
    room = mm(235 if middle == _MIDDLE else 200)
    pen.beside(middle, lower, sheet.foot.support, (size, 7), align="centre", room=room)
    return ornament


def _body(pen: Pen, body: tuple[Words, ...], at: _Places) -> None:
    base, size, leading = at.body
    while size > 11 and len(_lines(body, size)) > _BODY_LINES:
        size -= 0.5
    lines = _lines(body, size)
    leading = min(leading, 3 * leading / len(lines)) if lines else leading
    pen.lines(_MIDDLE, mm(base), lines, size, mm(leading), align="centre")


def _lines(body: tuple[Words, ...], size: float) -> list[str]:
    return [line for words in body for line in centred_lines(words.main, size, 400, _ROOM)]


def _body_both(pen: Pen, body: tuple[Words, ...], at: _Places) -> None:
    """The Lao text in two lines and the English under it in one."""
    base, size, leading = at.body
    lao = " ".join(words.main for words in body)
    while size > 10 and len(centred_lines(lao, size, 400, _ROOM)) > 2:
        size -= 0.5
    lines = centred_lines(lao, size, 400, _ROOM)
    end = pen.lines(_MIDDLE, mm(base), lines, size, mm(leading), align="centre") - mm(leading)
    english = ", ".join(filter(None, (words.under for words in body)))
    under = centred_lines(english, 8, 400, mm(238)) if english else []
    step = mm(3.4 if len(under) > 1 else 0)
    pen.lines(_MIDDLE, end + mm(5) - step / 2, under, 8, step, align="centre")


def _signers(pen: Pen, sheet: CertificateBatch, at: _Places, place_date: str) -> None:
    pen.text(_date_x(sheet), mm(at.date), place_date, 11, align="centre", room=mm(90))
    for offset, signer in zip(_signer_places(sheet), sheet.signers, strict=False):
        room = mm(72 if len(sheet.signers) > 2 else 100)
        _signer(pen, signer, _middle(sheet) + mm(offset), at, room)


def _signer(pen: Pen, signer: Signer, x: float, at: _Places, room: float) -> None:
    down = mm(3.8)
    sizes, weights = (11.0, 7.33), (600, 400)
    pen.pair(x, mm(at.signer), signer.title, sizes, down, weights, align="centre", room=room)
    name = (12.0 if at is _ONE else 11.0, 7.33)
    pen.pair(x, mm(at.signer_name), signer.name, name, down, weights, align="centre", room=room)
