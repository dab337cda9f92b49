"""What the designer calls things: kinds of layers, fields, fonts, edges."""

from __future__ import annotations

import re

from workshopdesk.documents import design as d
from workshopdesk.documents.design import FIELD
from workshopdesk.i18n import N_, _

KIND_WORDS = {
    "text": N_("Text"), "picture": N_("Picture"), "line": N_("Line"),
    "rectangle": N_("Rectangle"), "border": N_("Border"), "code": N_("QR code"),
    "signatories": N_("Signatories"), "logos": N_("Logos"), "ornament": N_("Ornament"),
}  # fmt: skip
FIELD_WORDS = {
    "name": N_("Name"), "name_latin": N_("Name in Latin letters"), "title": N_("Position"),
    "unit": N_("Unit"), "position": N_("Position, district and province"),
    "hours": N_("Hours attended"), "number": N_("Number of the certificate"),
    "event": N_("Title of the event"), "dates": N_("Dates in figures"),
    "dates_in_words": N_("Dates in words"), "place": N_("Place of the event"),
    "place_and_dates": N_("Place and dates"), "place_date": N_("Place and date of issue"),
    "issuer": N_("Issuing organisation"), "state_lines": N_("The state's two lines"),
    "support": N_("Sentence on who supports it"),
}  # fmt: skip
FONT_WORDS = {
    "sans": "Noto Sans Lao", "serif": "Noto Serif Lao", "phetsarath": "Phetsarath",
}  # fmt: skip
EDGE_WORDS = {
    "left": N_("Left edges"), "centre": N_("Centres, across"), "right": N_("Right edges"),
    "top": N_("Upper edges"), "middle": N_("Middles, up and down"), "bottom": N_("Lower edges"),
}  # fmt: skip


def field_word(name: str) -> str:
    """A field as the menu shows it."""
    if name in FIELD_WORDS:
        return _(FIELD_WORDS[name])
    number, part = name.removeprefix("signatory").split("_")
    said = N_("Title of signatory %(n)s") if part == "title" else N_("Name of signatory %(n)s")
    return _(said) % {"n": number}


def _shown(match: re.Match[str]) -> str:
    """A field in braces by its word, where there is one."""
    name = match[1]
    return f"[{field_word(name)}]" if name in d.FIELDS else match[0]


def layer_word(layer: d.Layer) -> str:
    """A layer as the list shows it: its own name, its text, or its kind."""
    if layer.name:
        return layer.name
    if isinstance(layer, d.TextLayer) and layer.text.strip():
        return FIELD.sub(_shown, layer.text).replace("\n", " ")
    return _(KIND_WORDS[layer.kind])
