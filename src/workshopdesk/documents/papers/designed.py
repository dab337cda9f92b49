"""Certificates as a template has them: layers that are alike for all are written once in the file.

Hides the forms that hold what all certificates share, in the order of the layers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO

from PIL import Image as Picture

from workshopdesk.documents import design as d
from workshopdesk.documents.model import Signer
from workshopdesk.documents.papers import chrome
from workshopdesk.documents.papers.border import border_forms
from workshopdesk.documents.papers.designed_text import draw_text, set_lines
from workshopdesk.documents.papers.ink import GOLD, LEAST_LATIN, Pen, mm
from workshopdesk.documents.papers.qr import qr_path
from workshopdesk.documents.typeset import (
    A4,
    A4_LANDSCAPE,
    Document,
    Form,
    Page,
    Rule,
    Text,
    TextStyle,
    UseForm,
    colour,
)

_PAGE_WIDE, _PAGE_HIGH = 297.0, 210.0
_ASCENT = 1.1
_DESCENT = 0.5
_ENGLISH = 2 / 3
_ALWAYS = ("state_lines", "issuer", "support")
"""Fields that stand on an office's own paper already."""
_SKETCH = "#6B7480"


def designed_pages(sheet: d.DesignedBatch) -> Document:
    """The document of a batch; its pages are drawn one by one as they are written."""
    forms, order = _shared(sheet, _placed(sheet))
    return Document(
        title=sheet.head.title.main,
        language="en" if sheet.language == "en" else "lo",
        pages=_pages(sheet, order),
        forms=forms,
        images={**chrome.images_of(sheet.foot), **sheet.design.pictures},
        author=sheet.head.issuer.main,
        subject=sheet.head.event.main,
        page_count=len(sheet.certificates),
    )


def tight_layers(sheet: d.DesignedBatch) -> tuple[int, ...]:
    """The places of the texts that come out smaller than their layer's least size."""
    found = []
    for n, layer in enumerate(sheet.design.layers):
        if isinstance(layer, d.TextLayer) and not layer.hidden:
            texts = {d.filled(layer.text, _values(layer, sheet, one)) for one in sheet.certificates}
            if any(set_lines(layer, text)[0] < layer.least for text in texts if text.strip()):
                found.append(n)
    return tuple(found)


def _placed(sheet: d.DesignedBatch) -> list[d.Layer]:
    """The layers to be drawn, each where it stands."""
    coded = sheet.sketch or any(one.code for one in sheet.certificates)
    right, down = sheet.preprinted or (0.0, 0.0)
    found: list[d.Layer] = []
    for layer in sheet.design.layers:
        if layer.hidden or (sheet.preprinted is not None and not _filled_in(layer)):
            continue
        box, x = layer.box, layer.box.x
        if layer.recentred and not coded:
            x = (sheet.design.width - box.width) / 2
        found.append(replace(layer, box=replace(box, x=x + right, y=box.y + down)))
    return found


def _filled_in(layer: d.Layer) -> bool:
    """Whether the layer is no part of paper printed before: it says something of this event."""
    if isinstance(layer, d.TextLayer):
        return any(not name.startswith(_ALWAYS) for name in d.fields_in(layer.text))
    return isinstance(layer, d.CodeLayer | d.SignatoriesLayer)


def _own_names(sheet: d.DesignedBatch) -> frozenset[str]:
    """The fields that differ from one certificate to the next."""
    plain = {name for one in sheet.certificates for name in (*one.own.lo, *one.own.en)}
    return frozenset(f"{name}{end}" for name in plain for end in ("", "_lo", "_en"))


def _own(layer: d.Layer, names: frozenset[str]) -> bool:
    if isinstance(layer, d.TextLayer):
        return not names.isdisjoint(d.fields_in(layer.text))
    if isinstance(layer, d.SignatoriesLayer):
        return layer.dated and "place_date" in names
    return isinstance(layer, d.CodeLayer)


def _shared(
    sheet: d.DesignedBatch, layers: Sequence[d.Layer]
) -> tuple[dict[str, Form], list[str | d.Layer]]:
    """Forms of neighbouring layers that are alike for all; then forms and own layers in order."""
    size = A4_LANDSCAPE if sheet.design.landscape else A4
    forms = border_forms() if any(isinstance(one, d.BorderLayer) for one in layers) else {}
    order: list[str | d.Layer] = []
    pen = Pen()
    names = _own_names(sheet)
    for layer in (*layers, None):
        if layer is not None and not _own(layer, names):
            _draw(pen, layer, sheet, None)
            continue
        if pen.items:
            name = f"layers{len(order)}"
            forms[name] = Form(*size, tuple(pen.items))
            order.append(name)
            pen = Pen()
        if layer is not None:
            order.append(layer)
    return forms, order


def _pages(sheet: d.DesignedBatch, order: Sequence[str | d.Layer]) -> Iterator[Page]:
    size = A4_LANDSCAPE if sheet.design.landscape else A4
    for one in sheet.certificates:
        pen = Pen()
        for part in order:
            if isinstance(part, str):
                pen.form(part)
            else:
                _draw(pen, part, sheet, one)
        yield Page(*size, tuple(pen.items))


def _draw(pen: Pen, layer: d.Layer, sheet: d.DesignedBatch, one: d.Designed | None) -> None:
    match layer:
        case d.TextLayer():
            draw_text(pen, layer, d.filled(layer.text, _values(layer, sheet, one)))
        case d.CodeLayer():
            _code(pen, layer.box, one.code if one else "", sheet.sketch)
        case d.PictureLayer():
            _picture(pen, layer.picture, layer.box, sheet.design, layer.alt)
        case d.LineLayer():
            _line(pen, layer)
        case d.RectangleLayer():
            _rectangle(pen, layer)
        case d.BorderLayer():
            _border(pen, layer)
        case d.SignatoriesLayer():
            _signatories(pen, layer, sheet, one)
        case d.LogosLayer():
            _logos(pen, layer, sheet)
        case d.OrnamentLayer():
            _ornament(pen, layer)


def _values(
    layer: d.TextLayer, sheet: d.DesignedBatch, one: d.Designed | None
) -> Mapping[str, str]:
    """What the layer's fields stand for; those of a named language end in it."""
    found: dict[str, str] = {}
    for source in (sheet.shared, *([one.own] if one else ())):
        found.update(source.of(layer.language))
        for language in ("lo", "en"):
            found.update((f"{key}_{language}", v) for key, v in source.of(language).items())
    return found


def _code(pen: Pen, box: d.Box, code: str, sketch: bool) -> None:
    side = min(box.width, box.height)
    if code:
        pen.items.append(qr_path(code, mm(box.x), mm(box.y), mm(side)))
    elif sketch:
        _outlined(pen, replace(box, width=side, height=side), "QR")


def _outlined(pen: Pen, box: d.Box, words: str = "") -> None:
    """Dashes round what has no content yet."""
    left, top, right, bottom = mm(box.x), mm(box.y), mm(box.right), mm(box.bottom)
    ink = colour(_SKETCH)
    for ends in (
        (left, top, right, top), (right, top, right, bottom),
        (right, bottom, left, bottom), (left, bottom, left, top),
    ):  # fmt: skip
        pen.items.append(Rule(*ends, 0.4, ink, (2.5, 2.0)))
    if words:
        style = TextStyle("sans", 12, 600, ink)
        pen.items.append(Text((left + right) / 2, (top + bottom) / 2 + 4, words, style, "centre"))


def _picture(pen: Pen, key: str, box: d.Box, design: d.Design, alt: str) -> None:
    if box.width <= 0 or box.height <= 0:
        return
    with Picture.open(BytesIO(design.pictures[key])) as picture:
        size = picture.size
    scale = min(box.width / size[0], box.height / size[1])
    wide, high = size[0] * scale, size[1] * scale
    x, y = box.x + (box.width - wide) / 2, box.y + (box.height - high) / 2
    pen.image(key, mm(x), mm(y), mm(wide), mm(high), alt)


def _line(pen: Pen, layer: d.LineLayer) -> None:
    box, ink = layer.box, colour(layer.colour)
    if box.width >= box.height:
        y = mm(box.y + box.height / 2)
        pen.items.append(Rule(mm(box.x), y, mm(box.right), y, layer.line, ink))
    else:
        x = mm(box.x + box.width / 2)
        pen.items.append(Rule(x, mm(box.y), x, mm(box.bottom), layer.line, ink))


def _rectangle(pen: Pen, layer: d.RectangleLayer) -> None:
    box = layer.box
    fill, stroke = (colour(code) if code else None for code in (layer.fill, layer.stroke))
    pen.box(mm(box.x), mm(box.y), mm(box.width), mm(box.height), fill, stroke, layer.line)


def _border(pen: Pen, layer: d.BorderLayer) -> None:
    box = layer.box
    if layer.style == "plain":
        ink = colour(layer.colour)
        for inset, line, tone in ((0.0, 1.2, ink), (2.0, 0.5, GOLD)):
            sides = (mm(box.width - 2 * inset), mm(box.height - 2 * inset))
            if min(sides) > 0:
                pen.box(mm(box.x + inset), mm(box.y + inset), *sides, None, tone, line)
        return
    if box.width >= box.height:
        turn = (box.width / _PAGE_WIDE, 0.0, 0.0, box.height / _PAGE_HIGH)
    else:  # the landscape frame with its axes swapped
        turn = (0.0, box.height / _PAGE_WIDE, box.width / _PAGE_HIGH, 0.0)
    pen.items.append(UseForm("border", mm(box.x), mm(box.y), turn))


def _ornament(pen: Pen, layer: d.OrnamentLayer) -> None:
    box, ink = layer.box, colour(layer.colour)
    middle, y = mm(box.x + box.width / 2), mm(box.y + box.height / 2)
    half = mm(box.width / 2)
    for ends in ((middle - half, middle - mm(3.2)), (middle + mm(3.2), middle + half)):
        if ends[0] < ends[1]:
            pen.items.append(Rule(ends[0], y, ends[1], y, 0.6, ink))
    pen.diamond(middle, y, mm(1.1), ink)
    for side in (-mm(2.3), mm(2.3)):
        pen.diamond(middle + side, y, mm(0.55), ink)


def _logos(pen: Pen, layer: d.LogosLayer, sheet: d.DesignedBatch) -> None:
    box = layer.box
    x = {"left": box.x, "centre": box.x + box.width / 2, "right": box.right}[layer.align]
    height = mm(box.height)
    wide = chrome.draw_logos(Pen(), sheet.foot.logos, 0, 0, "left", height)
    if wide > mm(box.width):  # gaps keep their size, so a narrower row is found in steps
        while height > 4 and chrome.draw_logos(Pen(), sheet.foot.logos, 0, 0, "left", height) > mm(
            box.width
        ):
            height *= 0.95
    top = mm(box.y) + (mm(box.height) - height) / 2
    chrome.draw_logos(pen, sheet.foot.logos, mm(x), top, layer.align, height)


def _signatories(
    pen: Pen, layer: d.SignatoriesLayer, sheet: d.DesignedBatch, one: d.Designed | None
) -> None:
    signers = sheet.signers[: d.MOST_SIGNATORIES]
    if not signers:
        return
    box = layer.box
    share = box.width / len(signers)
    top = mm(box.y) + _ASCENT * layer.size
    last = mm(box.x + share * (len(signers) - 0.5))
    if layer.dated:
        language = "en" if layer.language == "en" else "lo"
        own = one.own.of(language) if one else {}
        text = own.get("place_date") or sheet.shared.of(language).get("place_date", "")
        pen.text(last, top, text, layer.size, align="centre", room=mm(share))
        top += layer.leading * layer.size
    for n, signer in enumerate(signers):
        place = d.Box(box.x + share * n, box.y, share, box.height)
        _signatory(pen, layer, signer, place, top)
        key = layer.pictures[n] if n < len(layer.pictures) else ""
        _hand(pen, key, layer, place, top, sheet)


def _lines(layer: d.SignatoriesLayer, lao: str, english: str) -> tuple[str, str]:
    if layer.language == "lo-en":
        return lao, english if english != lao else ""
    return (english or lao, "") if layer.language == "en" else (lao, "")


def _under(size: float) -> float:
    """The size of an English line under a Lao one."""
    return max(size * _ENGLISH, min(LEAST_LATIN, size))


def _signatory(
    pen: Pen, layer: d.SignatoriesLayer, signer: Signer, place: d.Box, top: float
) -> None:
    """Title at the top and name at the bottom of the room."""
    x, room = mm(place.x + place.width / 2), mm(place.width) * 0.96
    down = layer.size if layer.language == "lo-en" else 0.0
    bottom = mm(place.bottom) - _DESCENT * layer.name_size - down
    for base, size, words in (
        (top, layer.size, signer.title), (bottom, layer.name_size, signer.name),
    ):  # fmt: skip
        main, under = _lines(layer, words.main, words.under)
        pen.text(x, base, main, size, 600, align="centre", room=room)
        pen.text(x, base + 0.98 * layer.size, under, _under(layer.size), align="centre", room=room)


def _hand(
    pen: Pen, key: str, layer: d.SignatoriesLayer, place: d.Box, top: float, sheet: d.DesignedBatch
) -> None:
    """A scanned signature, or for who designs the room for hand and seal."""
    begin = place.y + (top - mm(place.y) + 1.3 * layer.size) * 25.4 / 72
    under = layer.size if layer.language == "lo-en" else 0.0
    end = place.bottom - ((_ASCENT + _DESCENT) * layer.name_size + under) * 25.4 / 72 - 1
    room = d.Box(place.x + place.width / 2 - 24, begin, 48, end - begin)
    if room.height < 2:
        return
    if key:
        _picture(pen, key, room, sheet.design, "")
    elif sheet.sketch:
        _outlined(pen, room)
