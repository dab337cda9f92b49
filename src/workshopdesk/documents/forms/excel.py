"""An Excel form: looked at, and filled in part by part. Only what must change is changed."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from workshopdesk.documents.forms.book import MAIN, Book
from workshopdesk.documents.forms.growing import copy_formula, grow
from workshopdesk.documents.forms.package import Package
from workshopdesk.documents.forms.plan import Plan
from workshopdesk.documents.forms.reading import layout
from workshopdesk.documents.forms.references import area_of
from workshopdesk.documents.forms.stale import forget_results, name_hidden
from workshopdesk.documents.forms.writing import find_or_make, write
from workshopdesk.documents.forms.xml import Element
from workshopdesk.domain.forms import Layout, Place
from workshopdesk.domain.progress import Progress

LOG_NAME = "WorkshopDesk_log"


def read(package: Package) -> Layout:
    """What stands in a workbook."""
    return layout(Book(package))


def fill(package: Package, plan: Plan, progress: Progress, log: str = "") -> bytes:
    """The workbook filled in; ``log`` is kept in it under a hidden name, if given."""
    book = Book(package)
    for grown in plan.grown:
        grow(book, grown)
    changed = [change.place for change in plan.changes]
    changed += _copy_down(book, plan)
    for done, change in enumerate(plan.changes):
        write(
            book, book.page(change.place.sheet), change.place.row, change.place.column, change.new
        )
        if not done % 500:
            progress.step(done, len(plan.changes))
    for page in book.pages:
        _measure(book, page.name, {p for p in changed if p.sheet == page.name})
    forget_results(book, changed)
    if log:
        name_hidden(book, LOG_NAME, log)
    progress.step(1, 1)
    return book.package.packed()


def _copy_down(book: Book, plan: Plan) -> list[Place]:
    """Formulas of a repeated row stand in every row that is used, unless it has its own."""
    made: list[Place] = []
    for sheet, top, count in plan.copied:
        page = book.page(sheet)
        top = top + sum(g.count for g in plan.grown if g.sheet == sheet and g.bottom < top)
        model = book.rows(page).get(top)
        formulas = [] if model is None else [
            c for c in model.iterfind(f"{MAIN}c") if c.find(f"{MAIN}f") is not None
        ]  # fmt: skip
        columns = {c for r, c, cell in book.cells(page) if r == top and cell in formulas}
        for row in range(top + 1, top + count):
            for column, source in zip(sorted(columns), formulas, strict=True):
                cell = find_or_make(book, page, row, column)
                if len(cell) == 0:
                    _copy_formula(cell, source, f"{get_column_letter(column)}{top}")
                    book.package.change(page.part)
                    made.append(Place(sheet, row, column))
    return made


def _copy_formula(cell: Element, source: Element, origin: str) -> None:
    formula = source.find(f"{MAIN}f")
    if formula is None or formula.get("t") is not None:
        return
    copied = formula.__copy__()
    cell.append(copied)
    copy_formula(cell, origin)


def _measure(book: Book, sheet: str, changed: set[Place]) -> None:
    """The sheet says how far its cells reach: not less than those filled in."""
    page = book.page(sheet)
    said = book.package.tree(page.part).find(f"{MAIN}dimension")
    if said is None or not changed:
        return
    area = area_of(said.get("ref", ""), sheet)
    if area is None:
        return
    bottom = max(area.bottom, *(p.row for p in changed))
    right = max(area.right, *(p.column for p in changed))
    if (bottom, right) != (area.bottom, area.right):
        first = f"{get_column_letter(area.left)}{area.top}"
        said.set("ref", f"{first}:{get_column_letter(right)}{bottom}")
