"""Lao on paper: frozen pages go in, the bytes of a PDF come out, exact to the glyph.

How to use it::

    from workshopdesk.documents import typeset as t

    title = t.TextStyle("serif", 34, 700, t.colour("#1F4A7F"))
    body = t.TextStyle("sans", 11)
    items = [
        t.Text(t.mm(148.5), t.mm(59.5), "ໃບຢັ້ງຢືນ", title, "centre"),
        *t.paragraph(text, t.mm(20), t.mm(80), t.mm(170), body, 18, align="justify", keep=names),
        t.Rule(t.mm(20), t.mm(100), t.mm(190), t.mm(100), 0.8),
        t.UseForm("border"), t.Image("logo", t.mm(20), t.mm(10), 40, 40),
    ]
    page = t.Page(*t.A4, items)
    pdf = t.render(t.Document("Certificates", "lo", [page], forms={"border": ...}, images={...}))

Points, origin top left, y downwards to a text's baseline; `mm` converts. Text is printed as it is
given, mark-up and all; what no font can draw raises `MissingGlyph` before a byte is written.
`measure`, `fit_size`, `wrap`, `paragraph` answer how text will stand; `flow` runs paragraphs and
`Table` rows over pages; `numbered` adds "page n / N". A document's `pages` may be a generator.

What the package hides: fallback between fonts, HarfBuzz, that each shaped cluster becomes one
glyph of the embedded font (so that text can be copied to the letter), and the PDF format.
"""

from __future__ import annotations

from workshopdesk.documents.typeset.flow import Paragraph, flow
from workshopdesk.documents.typeset.fonts import FAMILIES, add_family
from workshopdesk.documents.typeset.lines import (
    Line,
    check,
    fit_size,
    measure,
    paragraph,
    place_lines,
    wrap,
)
from workshopdesk.documents.typeset.model import (
    A4,
    A4_LANDSCAPE,
    BLACK,
    WHITE,
    Align,
    Box,
    Colour,
    Document,
    Form,
    Group,
    Image,
    Item,
    Link,
    Page,
    Path,
    Rule,
    Step,
    Text,
    TextBlock,
    TextStyle,
    UseForm,
    colour,
    mm,
)
from workshopdesk.documents.typeset.numbering import numbered
from workshopdesk.documents.typeset.rendering import render
from workshopdesk.documents.typeset.shaping import MissingGlyph
from workshopdesk.documents.typeset.tables import Cell, Column, Heading, Row, Table, TableStyle

__all__ = [
    "A4",
    "A4_LANDSCAPE",
    "BLACK",
    "FAMILIES",
    "WHITE",
    "Align",
    "Box",
    "Cell",
    "Colour",
    "Column",
    "Document",
    "Form",
    "Group",
    "Heading",
    "Image",
    "Item",
    "Line",
    "Link",
    "MissingGlyph",
    "Page",
    "Paragraph",
    "Path",
    "Row",
    "Rule",
    "Step",
    "Table",
    "TableStyle",
    "Text",
    "TextBlock",
    "TextStyle",
    "UseForm",
    "add_family",
    "check",
    "colour",
    "fit_size",
    "flow",
    "measure",
    "mm",
    "numbered",
    "paragraph",
    "place_lines",
    "render",
    "wrap",
]
