"""Templates of certificates as JSON: what is not exactly one is refused with its place in words.

Hides the form: {"format": "workshopdesk-certificate", "version": 1, "name", "page", "layers",
"pictures" (base64)}. Whatever is left out of a layer is as its value says.
"""

from __future__ import annotations

import base64
import json
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import fields
from io import BytesIO
from typing import Any, Final

from workshopdesk.documents import design as d
from workshopdesk.documents.typeset import FAMILIES
from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import N_, _

FORMAT: Final = "workshopdesk-certificate"
VERSION: Final = 1
LARGEST: Final = 24 << 20
"""Characters of a template, its pictures included."""
MOST_PIXELS: Final = 12_000_000
_MOST_LAYERS, _MOST_PICTURES, _LONGEST, _LARGEST_PICTURE = 200, 24, 2_000, 8 << 20
_PAGES: Final = {"A4 landscape": True, "A4 portrait": False}
_UNPRINTABLE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")
_SLACK = 0.01  # millimetres a box may stand over the page: rounding

KINDS: Final[dict[str, type[d.Layer]]] = {
    kind.kind: kind
    for kind in (
        d.TextLayer, d.PictureLayer, d.LineLayer, d.RectangleLayer, d.BorderLayer, d.CodeLayer,
        d.SignatoriesLayer, d.LogosLayer, d.OrnamentLayer,
    )
}  # fmt: skip
KIND_WORDS: Final = {
    "text": N_("text"), "picture": N_("picture"), "line": N_("line"),
    "rectangle": N_("rectangle"), "border": N_("border"), "code": N_("QR code"),
    "signatories": N_("signatories"), "logos": N_("logos"), "ornament": N_("ornament"),
}  # fmt: skip


class _WrongError(Exception):
    """What is wrong, in words."""


Reading = Callable[[object], Any]


def design_to_json(design: d.Design) -> str:
    """The template as text, without pictures no layer has; the same template gives the same."""
    used = {key for layer in design.layers for key in _pictures_of(layer)}
    document = {
        "format": FORMAT,
        "version": VERSION,
        "name": design.name,
        "page": "A4 landscape" if design.landscape else "A4 portrait",
        "layers": [_written(layer) for layer in design.layers],
        "pictures": {
            key: base64.b64encode(data).decode("ascii")
            for key, data in sorted(design.pictures.items())
            if key in used
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _written(layer: d.Layer) -> dict[str, object]:
    box = layer.box
    written: dict[str, object] = {
        "kind": layer.kind,
        "box": [round(part, 2) for part in (box.x, box.y, box.width, box.height)],
    }
    for one in fields(layer):
        value = getattr(layer, one.name)
        if one.name != "box" and value != one.default:
            written[one.name] = list(value) if isinstance(value, tuple) else value
    return written


def design_from_json(text: str) -> d.Design:
    """The template a text holds.

    Raises UserError that names the place ("layer 4, text") and what is wrong there.
    """
    place = _("the file")
    try:
        document = _document(text)
        landscape = _PAGES[_one_of(*_PAGES)(document["page"])]
        design = d.Design(name=_words(80)(document["name"]), landscape=landscape)
        place = _("pictures")
        pictures = _pictures(document.get("pictures", {}))
        place = _("layers")
        layers = []
        for n, entry in enumerate(_list(document["layers"], _MOST_LAYERS), 1):
            place = _place(n, entry)
            layers.append(_layer(entry, design, pictures))
    except _WrongError as wrong:
        raise refusal(f"{place}: {wrong}") from wrong
    return d.Design(design.name, landscape, tuple(layers), pictures)


def refusal(words: str) -> UserError:
    """A template that is refused, and why."""
    return UserError(_("This is no certificate template that can be used"), words)


def _shown(value: object) -> str:
    """The beginning of something strange, fit to be told."""
    return str(value)[:60].encode("utf-8", "replace").decode("utf-8")


def _place(n: int, entry: object) -> str:
    kind = entry.get("kind") if isinstance(entry, dict) else None
    if isinstance(kind, str) and kind in KIND_WORDS:
        return _("layer %(n)d, %(kind)s") % {"n": n, "kind": _(KIND_WORDS[kind])}
    return _("layer %(n)d") % {"n": n}


def _document(text: str) -> dict[str, object]:
    if len(text) > LARGEST:
        raise _WrongError(_("it is too large"))
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _WrongError(_("it is not JSON (%(error)s)") % {"error": error}) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _WrongError(_("it holds no certificate template"))
    if found.get("version") != VERSION:
        raise _WrongError(_("it was written by a newer version of this program"))
    _no_others(found, ("format", "version", "name", "page", "layers", "pictures"))
    _all_there(found, ("name", "page", "layers"))
    return found


def _no_others(entry: Mapping[str, object], known: tuple[str, ...]) -> None:
    for key in entry:
        if key not in known:
            raise _WrongError(_("“%(key)s” is not known here") % {"key": _shown(key)})


def _all_there(entry: Mapping[str, object], needed: tuple[str, ...]) -> None:
    for key in needed:
        if key not in entry:
            raise _WrongError(_("“%(key)s” is missing") % {"key": key})


def _list(value: object, most: int) -> list[object]:
    if not isinstance(value, list):
        raise _WrongError(_("this must be a list"))
    if len(value) > most:
        raise _WrongError(_("there are more than %(most)d") % {"most": most})
    return value


def _layer(entry: object, design: d.Design, pictures: Mapping[str, bytes]) -> d.Layer:
    if not isinstance(entry, dict):
        raise _WrongError(_("this must be a layer with its kind and box"))
    _all_there(entry, ("kind", "box"))
    kind = KINDS[_one_of(*KINDS)(entry["kind"])]
    readings = {one.name: _READINGS[one.name] for one in fields(kind)}
    if kind is d.TextLayer:
        readings["language"] = _one_of("lo", "en")
    _no_others(entry, ("kind", *readings))
    values: dict[str, Any] = {}
    for key, reading in readings.items():
        if key in entry:
            try:
                values[key] = reading(entry[key])
            except _WrongError as wrong:
                raise _WrongError(
                    f"“{key}”: {wrong}" if key not in _PLAIN else str(wrong)
                ) from wrong
    layer = kind(**values)
    _check_box(layer.box, design)
    _check_pictures(layer, pictures)
    return layer


def _check_box(box: d.Box, design: d.Design) -> None:
    off = box.x < -_SLACK or box.y < -_SLACK
    if off or box.right > design.width + _SLACK or box.bottom > design.height + _SLACK:
        raise _WrongError(
            _("the box is off the page, which is %(wide)d × %(high)d mm")
            % {"wide": design.width, "high": design.height}
        )


def _pictures_of(layer: d.Layer) -> tuple[str, ...]:
    match layer:
        case d.PictureLayer():
            return (layer.picture,)
        case d.SignatoriesLayer():
            return tuple(filter(None, layer.pictures))
    return ()


def _check_pictures(layer: d.Layer, pictures: Mapping[str, bytes]) -> None:
    for key in _pictures_of(layer):
        if key not in pictures:
            raise _WrongError(_("there is no picture “%(key)s” in the template") % {"key": key})


# One value each


def _number(low: float, high: float) -> Reading:
    def read(value: object) -> float:
        good = isinstance(value, int | float) and not isinstance(value, bool)
        if not good or not low <= value <= high:  # type: ignore[operator]  # a number by now
            raise _WrongError(
                _("this must be a number from %(low)s to %(high)s") % {"low": low, "high": high}
            )
        return float(value)  # type: ignore[arg-type]  # a number by now

    return read


def _whole(low: int, high: int) -> Reading:
    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise _WrongError(
                _("this must be a whole number from %(low)d to %(high)d")
                % {"low": low, "high": high}
            )
        return value

    return read


def _one_of(*choices: object) -> Reading:
    def read(value: object) -> Any:
        if isinstance(value, list | dict | bool) or value not in choices:
            raise _WrongError(
                _("this must be one of %(choices)s") % {"choices": ", ".join(map(str, choices))}
            )
        return choices[choices.index(value)]

    return read


def _words(longest: int) -> Reading:
    def read(value: object) -> str:
        if not isinstance(value, str):
            raise _WrongError(_("this must be text"))
        if len(value) > longest:
            raise _WrongError(_("this text is longer than %(most)d letters") % {"most": longest})
        if _UNPRINTABLE.search(value):
            raise _WrongError(_("this text holds signs that cannot be printed"))
        return value

    return read


def _text(value: object) -> str:
    text: str = _words(_LONGEST)(value)
    for name in d.fields_in(text):
        if name not in d.FIELDS and name.removesuffix("_lo").removesuffix("_en") not in d.FIELDS:
            raise _WrongError(
                _("there is no field {%(field)s}; there are %(fields)s")
                % {"field": _shown(name), "fields": ", ".join(d.FIELDS)}
            )
    return text


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _WrongError(_("this must be true or false"))
    return value


def _family(value: object) -> str:
    if not isinstance(value, str) or value not in FAMILIES:
        raise _WrongError(
            _("the font “%(font)s” is not here; there are %(fonts)s")
            % {"font": _shown(value), "fonts": ", ".join(FAMILIES)}
        )
    return value


def _colour(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        raise _WrongError(_("this must be a colour like #1F4A7F"))
    return value


def _colour_or_none(value: object) -> str:
    return "" if value == "" else _colour(value)


def _box(value: object) -> d.Box:
    parts = value if isinstance(value, list) else []
    if len(parts) != 4:
        raise _WrongError(
            _("the box must be four numbers: left, top, width, height in millimetres")
        )
    place, extent = _number(-1e6, 1e6), _number(0, 1e6)
    return d.Box(place(parts[0]), place(parts[1]), extent(parts[2]), extent(parts[3]))


def _keys(value: object) -> tuple[str, ...]:
    return tuple(_words(60)(key) for key in _list(value, d.MOST_SIGNATORIES))


def _pictures(value: object) -> dict[str, bytes]:
    if not isinstance(value, dict):
        raise _WrongError(_("this must be pictures by their names"))
    if len(value) > _MOST_PICTURES:
        raise _WrongError(_("there are more than %(most)d") % {"most": _MOST_PICTURES})
    found = {}
    for key, written in value.items():
        try:
            found[_words(60)(key)] = picture_from(written)
        except _WrongError as wrong:
            raise _WrongError(f"“{_shown(key)}”: {wrong}") from wrong
    return found


def picture_from(written: object) -> bytes:
    """A PNG or JPEG file from base64, whole and of bearable size."""
    from PIL import Image  # only for templates with pictures

    try:
        data = base64.b64decode(written if isinstance(written, str) else "", validate=True)
        if len(data) > _LARGEST_PICTURE:
            raise _WrongError(_("the file is larger than %(most)d MB") % {"most": 8})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
                _check_size(picture.width, picture.height)
                picture.load()
    except (ValueError, OSError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise _WrongError(_("this is no PNG or JPEG picture")) from error
    return data


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise _WrongError(
            _("the picture is too large: %(wide)d × %(high)d pixels; at most %(most)d million")
            % {"wide": width, "high": height, "most": MOST_PIXELS // 1_000_000}
        )


_PLAIN = ("box", "family", "text")
"""Keys whose own words already say what they are."""
_READINGS: Final[dict[str, Reading]] = {
    "box": _box, "name": _words(80), "locked": _flag, "hidden": _flag, "recentred": _flag,
    "text": _text, "family": _family, "weight": _one_of(400, 500, 600, 700),
    "size": _number(4, 200), "least": _number(4, 200), "name_size": _number(4, 200),
    "colour": _colour, "fill": _colour_or_none, "stroke": _colour_or_none,
    "align": _one_of("left", "centre", "right"), "anchor": _one_of("top", "middle", "bottom"),
    "leading": _number(1, 4), "lines": _whole(1, 30), "line": _number(0.1, 40),
    "picture": _words(60), "alt": _words(200), "style": _one_of("weaving", "plain"),
    "language": _one_of("lo", "en", "lo-en"), "dated": _flag, "pictures": _keys,
}  # fmt: skip
