"""Results that no longer hold: of formulas, charts and pivots that look at what was filled in.

Hides who depends on whom. A result is taken out only where something it looks at was changed;
the program that opens the file works it out again. Nothing is worked out here: a number that
two programs could tell differently must come from the one that is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workshopdesk.documents.forms import xml
from workshopdesk.documents.forms.book import MAIN, Book
from workshopdesk.documents.forms.references import Area, area_of, functions, references
from workshopdesk.documents.forms.xml import Element
from workshopdesk.domain.forms import Place

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_ANYWHERE = frozenset({"INDIRECT", "OFFSET"})
_FOREIGN = re.compile(r"^'?[^!']*\[\d+\]")
_BEFORE_CALCULATION = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
    "functionGroups", "externalReferences", "definedNames",
)  # fmt: skip
Touched = set[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class _Formula:
    sheet: str
    row: int
    column: int
    cell: Element
    areas: tuple[Area, ...]
    anything: bool


def forget_results(book: Book, changed: Iterable[Place]) -> None:
    """Have everything that looks at the changed cells worked out again when the file is opened."""
    touched: Touched = {(p.sheet, p.row, p.column) for p in changed}
    if not touched:
        return
    waiting = [f for page in book.pages for f in _formulas(book, page.name)]
    while stale := [f for f in waiting if f.anything or any(_meets(a, touched) for a in f.areas)]:
        known = {id(f) for f in stale}
        waiting = [f for f in waiting if id(f) not in known]
        for one in stale:
            touched.add((one.sheet, one.row, one.column))
            _forget(book, one)
    _refresh_charts(book, touched)
    _refresh_pivots(book, {sheet for sheet, _row, _column in touched})
    _calculate_on_opening(book)


def _formulas(book: Book, sheet: str) -> Iterator[_Formula]:
    page = book.page(sheet)
    shared: dict[str, tuple[tuple[Area, ...], bool]] = {}
    for row, column, cell in book.cells(page):
        formula = cell.find(f"{MAIN}f")
        if formula is None:
            continue
        if formula.text:
            areas, anything = _looked_at(book, formula.text, sheet)
            if formula.get("t") == "shared":
                # What those who share it look at lies elsewhere: any change may concern them.
                shared[formula.get("si", "")] = areas, True
        else:
            areas, anything = shared.get(formula.get("si", ""), ((), True))
        yield _Formula(sheet, row, column, cell, areas, anything)


def _looked_at(
    book: Book, formula: str, sheet: str, depth: int = 0
) -> tuple[tuple[Area, ...], bool]:
    """The blocks a formula looks at, and whether it may look at anything besides."""
    areas: list[Area] = []
    anything = bool(_ANYWHERE & functions(formula))
    for said in references(formula):
        area = area_of(said, sheet)
        if _FOREIGN.match(said):
            continue
        if area is not None:
            areas.append(area)
        elif (meant := _named(book, said)) is not None and depth < 8:
            more, doubtful = _looked_at(book, meant, sheet, depth + 1)
            areas += more
            anything = anything or doubtful
        else:
            anything = True
    return tuple(areas), anything


def _named(book: Book, name: str) -> str | None:
    for one in book.root.iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
        if str(one.get("name")).casefold() == name.casefold():
            return one.text or ""
    return None


def _meets(area: Area, touched: Touched) -> bool:
    if (area.bottom - area.top + 1) * (area.right - area.left + 1) < len(touched):
        return any(
            (area.sheet, row, column) in touched
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        )
    return any(sheet == area.sheet and area.holds(r, c) for sheet, r, c in touched)


def _forget(book: Book, one: _Formula) -> None:
    value = one.cell.find(f"{MAIN}v")
    if value is not None and value.text:
        book.package.change(book.page(one.sheet).part)
        one.cell.remove(value)
        one.cell.attrib.pop("t", None)


def _refresh_charts(book: Book, touched: Touched) -> None:
    """Charts keep a copy of what they draw: it is made anew from the cells."""
    for part in book.package.names():
        if not (part.startswith("xl/charts/") and part.endswith(".xml")):
            continue
        for formula in list(book.package.tree(part).iter(f"{CHART}f")):
            area = area_of(formula.text or "", "")
            around = formula.getparent()
            if area is None or around is None or not _meets(area, touched):
                continue
            book.package.change(part)
            for cache in around:
                if cache.tag in (f"{CHART}numCache", f"{CHART}strCache"):
                    _fill_cache(book, cache, area)


def _fill_cache(book: Book, cache: Element, area: Area) -> None:
    held = {(r, c): cell for r, c, cell in book.cells(book.page(area.sheet)) if area.holds(r, c)}
    if any(c.find(f"{MAIN}f") is not None and c.find(f"{MAIN}v") is None for c in held.values()):
        # Not worked out yet: a chart without a copy reads the cells.
        parent = cache.getparent()
        if parent is not None:
            parent.remove(cache)
        return
    for point in list(cache.iterfind(f"{CHART}pt")):
        cache.remove(point)
    count = cache.find(f"{CHART}ptCount")
    if count is None:
        count = xml.child(cache, f"{CHART}ptCount")
    count.set("val", str((area.bottom - area.top + 1) * (area.right - area.left + 1)))
    at = count
    for (row, column), cell in sorted(held.items()):
        if text := book.text(cell):
            number = (row - area.top) * (area.right - area.left + 1) + column - area.left
            point = xml.new(f"{CHART}pt", idx=str(number))
            xml.child(point, f"{CHART}v").text = text
            at.addnext(point)
            at = point


def _refresh_pivots(book: Book, sheets: set[str]) -> None:
    for part in book.package.names():
        if "/pivotCache/pivotCacheDefinition" not in part or not part.endswith(".xml"):
            continue
        root = book.package.tree(part)
        if any(
            s.get("sheet") in sheets or s.get("name") for s in root.iter(f"{MAIN}worksheetSource")
        ):
            book.package.change(part).set("refreshOnLoad", "1")


def _calculate_on_opening(book: Book) -> None:
    calculation = in_order(book, "calcPr", (*_BEFORE_CALCULATION, "calcPr"))
    calculation.set("fullCalcOnLoad", "1")


def in_order(book: Book, name: str, before: tuple[str, ...]) -> Element:
    """An element of the workbook, made in its place after those ``before`` when it is missing."""
    root = book.package.change(book.part)
    found = root.find(f"{MAIN}{name}")
    if found is not None:
        return found
    made = xml.new(f"{MAIN}{name}")
    known = {f"{MAIN}{one}" for one in before}
    places = [n for n, child in enumerate(root) if child.tag in known]
    root.insert(max(places, default=-1) + 1, made)
    return made


def name_hidden(book: Book, name: str, text: str) -> None:
    """Keep a text in the workbook under a name that is not listed."""
    names = in_order(book, "definedNames", _BEFORE_CALCULATION[:-1])
    for old in names.iterfind(f"{MAIN}definedName"):
        if old.get("name") == name:
            names.remove(old)
    made = xml.new(f"{MAIN}definedName", name=name, hidden="1")
    made.text = '"' + text.replace('"', '""') + '"'
    # Excel wants them by name.
    later = [n for n, one in enumerate(names) if str(one.get("name")).casefold() > name.casefold()]
    names.insert(later[0] if later else len(names), made)
