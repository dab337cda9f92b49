"""Putting rows into a sheet: everything below moves down, and everything that names cells follows.

Hides the many places where an Excel file says where something is: rows, merged cells, conditional
formats, lists of choices, links, filters, page breaks, pictures and charts with their ranges,
notes, tables, names and formulas of every sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from openpyxl.formula.translate import Translator

from workshopdesk.documents.forms.book import MAIN, Book, Page
from workshopdesk.documents.forms.reading import merged
from workshopdesk.documents.forms.references import (
    LAST_ROW,
    Grown,
    Stretch,
    area_of,
    moved_block,
    moved_blocks,
    moved_formula,
    split_cell,
)
from workshopdesk.documents.forms.xml import Element, name_of
from workshopdesk.i18n import _

_BLOCKS = frozenset({"ref", "sqref", "activeCell"})
_FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "calculatedColumnFormula"})
_STRETCHED = frozenset(
    {"conditionalFormatting", "dataValidation", "protectedRange", "ignoredError"}
)
_LONG = frozenset({"table", "autoFilter", "sortState", "dimension"})
_OWN = ("table", "drawing", "comments", "threadedComment", "vmlDrawing", "ctrlProp")
_NAMED = "xl/charts/", "xl/drawings/charts/", "xl/chartEx/"


def grow(book: Book, grown: Grown) -> None:
    """Put rows in, alike to the one above. Raises UserError where that would break the form."""
    page = book.page(grown.sheet)
    _refuse_broken(book, page, grown)
    for one in book.pages:
        _spell_out(book, one)
    _move_rows(book, page, grown)
    for one in book.pages:
        _move_sheet(book, one, grown)
    _move_own(book, page, grown)
    _move_workbook(book, grown)
    _copy(book, page, grown)
    for part in list(book.package.related(book.part, "calcChain").values()):
        book.package.remove(part)


def _refuse_broken(book: Book, page: Page, grown: Grown) -> None:
    last = max(book.rows(page), default=0)
    across = any(
        a.top <= grown.bottom <= a.bottom and a.top != a.bottom for a in merged(book, page)
    )
    if across:
        raise book.package.refused(
            _("Rows cannot be put in under row %(row)d of %(sheet)s: a merged cell lies there."
              " Leave more empty rows in the form.") % {"row": grown.bottom, "sheet": page.name}
        )  # fmt: skip
    if book.package.related(page.part, "pivotTable") or last + grown.count > LAST_ROW:
        raise book.package.refused(
            _("Rows cannot be put in on %(sheet)s: a pivot table lies there."
              " Leave more empty rows in the form.") % {"sheet": page.name}
        )  # fmt: skip
    for _row, _column, cell in book.cells(page):
        formula = cell.find(f"{MAIN}f")
        area = None if formula is None else area_of(formula.get("ref", ""), page.name)
        several = area is not None and formula is not None and formula.get("t") != "shared"
        if several and area is not None and area.top <= grown.bottom < area.bottom:
            raise book.package.refused(
                _("Rows cannot be put in under row %(row)d of %(sheet)s: a formula over several"
                  " cells lies there. Leave more empty rows in the form.")
                % {"row": grown.bottom, "sheet": page.name}
            )  # fmt: skip


def _spell_out(book: Book, page: Page) -> None:
    """Formulas that several cells share are written in each: rows are about to part them."""
    masters: dict[str, tuple[str, str]] = {}
    for _row, _column, cell in book.cells(page):
        formula = cell.find(f"{MAIN}f")
        if formula is None or formula.get("t") != "shared":
            continue
        book.package.change(page.part)
        key, place = formula.get("si", ""), str(cell.get("r"))
        if formula.text:
            masters[key] = formula.text, place
        elif key in masters:
            text, origin = masters[key]
            formula.text = Translator(f"={text}", origin).translate_formula(place)[1:]
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)


def _move_rows(book: Book, page: Page, grown: Grown) -> None:
    book.package.change(page.part)
    for number, row in book.rows(page).items():
        moved = grown.row(number)
        if moved == number:
            continue
        row.set("r", str(moved))
        for cell in row.iterfind(f"{MAIN}c"):
            if cell.get("r"):
                cell.set("r", re.sub(r"\d+", str(moved), str(cell.get("r"))))
    book.forget(page)


def _move_sheet(book: Book, page: Page, grown: Grown) -> None:
    """What a sheet's own part says of places: on every sheet formulas, on the grown one all."""
    root = book.package.tree(page.part)
    own = page.name == grown.sheet
    for element in root.iter():
        name = name_of(element)
        if name in _FORMULAS and element.text:
            moved = moved_formula(element.text, page.name, grown, _reach(element, page, grown))
            if moved != element.text:
                book.package.change(page.part)
                element.text = moved
        if own:
            _move_places(element, name, grown)


def _reach(formula: Element, page: Page, grown: Grown) -> Stretch:
    """A table's own rows go on meaning what they meant: running totals end in their row."""
    cell = formula.getparent()
    if page.name != grown.sheet or cell is None or name_of(cell) != "c" or not cell.get("r"):
        return "ranges"
    inside = grown.top <= split_cell(cell.get("r", ""))[0] <= grown.bottom
    return "none" if inside else "ranges"


def _move_places(element: Element, name: str, grown: Grown) -> None:
    """Attributes and elements that name cells or rows of the grown sheet."""
    for attribute in _BLOCKS & set(element.attrib):
        stretch: Stretch = "every" if name in _STRETCHED else "none"
        if name in _LONG:
            stretch = "ranges"
        element.set(attribute, moved_blocks(str(element.get(attribute)), grown, stretch))
    if name == "sqref" and element.text:
        element.text = moved_blocks(element.text, grown, "every")
    if name == "brk":
        parent = element.getparent()
        if parent is not None and name_of(parent) == "rowBreaks":
            element.set("id", str(grown.row(int(element.get("id", "0")))))
    if name == "from":
        _move_anchor(element, grown)


def _move_anchor(start: Element, grown: Grown) -> None:
    """A picture or chart moves with its first row and is stretched when rows come under it."""
    first, last = _anchor_row(start), None
    around = start.getparent()
    for other in () if around is None else around:
        if name_of(other) == "to":
            last = _anchor_row(other)
    if first is None or around is None:
        return
    below = int(first.text or 0) + 1 > grown.bottom
    stretched = around.get("editAs", "twoCell") == "twoCell"
    if last is not None and (below or (stretched and int(last.text or 0) + 1 > grown.bottom)):
        last.text = str(int(last.text or 0) + grown.count)
    if below:
        first.text = str(int(first.text or 0) + grown.count)


def _anchor_row(end: Element) -> Element | None:
    return next((child for child in end if name_of(child) == "row"), None)


def _move_own(book: Book, page: Page, grown: Grown) -> None:
    """Tables, pictures, notes and controls of the grown sheet."""
    for kind in _OWN:
        for part in book.package.related(page.part, kind).values():
            root = book.package.change(part)
            for element in root.iter():
                name = name_of(element)
                _move_places(element, name, grown)
                if name == "Row" and element.text:
                    element.text = str(grown.row(int(element.text) + 1) - 1)
                if name == "Anchor" and element.text:
                    element.text = _note_anchor(element.text, grown)


def _note_anchor(text: str, grown: Grown) -> str:
    """Left column, offset, top row, offset, right column, offset, bottom row, offset."""
    said = [int(part) for part in text.split(",")]
    if len(said) != 8:
        return text
    step = grown.row(said[2] + 1) - 1 - said[2]
    said[2], said[6] = said[2] + step, said[6] + step
    return ", ".join(map(str, said))


def _move_workbook(book: Book, grown: Grown) -> None:
    """Names, the ranges of charts wherever they are, formulas of tables, sources of pivots."""
    for name in book.package.change(book.part).iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
        if name.text:
            name.text = moved_formula(name.text, "", grown)
    for part, element in _ranges(book):
        said = element.text or ""
        moved = moved_formula(said, "", grown)
        if moved != said:
            book.package.change(part)
            element.text = moved
    for part in book.package.names():
        if "/pivotCache/pivotCacheDefinition" in part and part.endswith(".xml"):
            for source in book.package.tree(part).iter(f"{MAIN}worksheetSource"):
                if source.get("sheet") == grown.sheet and source.get("ref"):
                    book.package.change(part)
                    source.set("ref", moved_block(str(source.get("ref")), grown))


def _ranges(book: Book) -> Iterator[tuple[str, Element]]:
    for part in book.package.names():
        if part.startswith(_NAMED) and part.endswith(".xml"):
            for element in book.package.tree(part).iter():
                if name_of(element) == "f" and element.text:
                    yield part, element
        if part.startswith("xl/tables/"):
            for element in book.package.tree(part).iter():
                if name_of(element) == "calculatedColumnFormula" and element.text:
                    yield part, element


def _copy(book: Book, page: Page, grown: Grown) -> None:
    """Fill the gap with rows like the last one: its height, formats, formulas, merged cells."""
    model = book.rows(page).get(grown.bottom)
    if model is not None:
        at = model
        for number in range(grown.bottom + 1, grown.bottom + grown.count + 1):
            made = deepcopy(model)
            made.set("r", str(number))
            for cell in made.iterfind(f"{MAIN}c"):
                old = str(cell.get("r") or "")
                if old:
                    cell.set("r", re.sub(r"\d+", str(number), old))
                    copy_formula(cell, old)
            at.addnext(made)
            at = made
        book.forget(page)
    _copy_merged(book, page, grown)


def copy_formula(cell: Element, origin: str) -> None:
    """A formula copied from another cell means what lies about its new one."""
    formula = cell.find(f"{MAIN}f")
    if formula is not None and formula.text:
        place = str(cell.get("r"))
        formula.text = Translator(f"={formula.text}", origin).translate_formula(place)[1:]
        result = cell.find(f"{MAIN}v")
        if result is not None:
            cell.remove(result)
            cell.attrib.pop("t", None)


def _copy_merged(book: Book, page: Page, grown: Grown) -> None:
    root = book.package.change(page.part)
    whole = root.find(f"{MAIN}mergeCells")
    if whole is None:
        return
    for one in list(whole):
        area = area_of(str(one.get("ref")), page.name)
        if area is None or not area.top == area.bottom == grown.bottom:
            continue
        for number in range(grown.bottom + 1, grown.bottom + grown.count + 1):
            made = deepcopy(one)
            made.set("ref", re.sub(r"\d+", str(number), str(one.get("ref"))))
            whole.append(made)
    whole.set("count", str(len(whole)))
