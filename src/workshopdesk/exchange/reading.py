"""A list of people from a file, without being told its columns: the door of this room.

Hides the whole way: what kind of file it is, the child process, the tables, the meaning of
cells. Nothing here knows events or people already known; services join those.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.places import Gazetteer
from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.exchange import container, delimited, legacy, sandbox
from workshopdesk.exchange.bulk import without_collecting
from workshopdesk.exchange.columns import fingerprint
from workshopdesk.exchange.interpret import People
from workshopdesk.exchange.located import Places
from workshopdesk.exchange.results import ListReading, ListRow
from workshopdesk.exchange.rows import Section, Walk
from workshopdesk.exchange.sheets import Sheet, Workbook, column_letters
from workshopdesk.exchange.table import Table, find_tables
from workshopdesk.i18n import _

_ROWS_PER_STEP = 500
# A list with its headings at the left has no more of them than this.
_MOST_FIELDS = 60

__all__ = ["ListReading", "ListRow", "read_list", "read_pasted"]


def read_list(
    path: Path,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    gazetteer: Gazetteer,
    progress: Progress | None = None,
) -> ListReading:
    """The people in an .xlsx, .xls, .ods, .csv or .tsv file.

    ``sheet`` names the only sheet to read; ``mapping`` gives columns (letters or heading) by
    field, and under "ignored" those that hold nothing of use, by commas. UserError naming the
    file when it cannot be read or holds no list of people; EnvironmentProblem when the disk
    refuses; Cancelled when told so.
    """
    watched = progress or Silent()
    data = bytes_of(path)
    found = container.examine(data, path.name)
    notes = [_macro_note()] if found.macros else []
    with without_collecting():
        if found.kind is container.Kind.TEXT:
            book = Workbook((delimited.read_delimited(data, path.name, watched),))
        else:
            book = sandbox.read_spreadsheet(data, path.name, watched, found.unpacked)
        return _read_workbook(path.name, book, sheet, mapping, gazetteer, notes, watched)


def read_pasted(
    text: str, *, gazetteer: Gazetteer, mapping: Mapping[str, str] | None = None
) -> ListReading:
    """The people in rows pasted from a spreadsheet (tabs between cells), as ``read_list``."""
    name = _("The pasted rows")
    book = Workbook((delimited.read_text(text, name, Silent()),))
    return _read_workbook(name, book, None, mapping, gazetteer, [], Silent())


def bytes_of(path: Path) -> bytes:
    """A list's bytes. UserError or EnvironmentProblem naming the file when there are none."""
    title = _("%(file)s cannot be read") % {"file": path.name}
    try:
        if path.is_dir():
            raise UserError(title, _("It is a folder."))
        size = path.stat().st_size
        if not path.is_file():
            # A pipe or a device may never end.
            raise UserError(title, _("It is no file."))
        if size > container.MAX_FILE:
            raise UserError(title, _("The file is far larger than any list of people."))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(title, _("There is no such file.")) from error
    except OSError as error:
        raise EnvironmentProblem(title, str(error)) from error


def _macro_note() -> Problem:
    return Problem(Severity.HINT, "macros-ignored", _("The file holds macros; they were not run."))


def _read_workbook(
    name: str,
    book: Workbook,
    sheet: str | None,
    mapping: Mapping[str, str] | None,
    gazetteer: Gazetteer,
    notes: list[Problem],
    progress: Progress,
) -> ListReading:
    book, converted = legacy.converted(book, name)
    tables = _tables(name, book, sheet, mapping, gazetteer)
    rows: list[ListRow] = []
    problems = notes + converted
    places = Places(gazetteer)
    section, before = Section(), None
    for table in tables:
        # A heading printed again on the next page begins no new list.
        layout = (table.sheet.name, table.headings)
        walk = Walk(table, gazetteer, section if layout == before else Section())
        people = People(walk, places)
        for person in walk.people():
            if not person.row % _ROWS_PER_STEP:
                progress.step(len(rows), len(table.data_rows), name)
            rows.extend(people.rows(person))
        section, before = walk.section, layout
        problems += _hidden_note(table, rows) + _half_ticked_note(table)
        problems += walk.problems
    if not rows and not problems:
        message = _("The list has a heading but no people below it.")
        problems.append(Problem(Severity.WARNING, "no-people", message, tables[0].sheet.name))
    first = max(tables, key=lambda t: len(t.data_rows))
    return ListReading(
        file=name,
        rows=tuple(rows),
        columns=dict(first.columns.fields),
        problems=tuple(problems),
        fingerprint=fingerprint(first.headings),
        unknown={column_letters(c): " ".join(first.headings.get(c, ())) for c in first.unknown},
        ignored=tuple(column_letters(column) for column in sorted(first.ignored)),
    )


def _tables(
    name: str,
    book: Workbook,
    wanted: str | None,
    mapping: Mapping[str, str] | None,
    gazetteer: Gazetteer,
) -> list[Table]:
    sheets = [s for s in book.sheets if s.rows]
    if wanted is not None:
        sheets = [s for s in sheets if s.name == wanted]
        if not sheets:
            title = _("%(file)s has no sheet “%(sheet)s”") % {"file": name, "sheet": wanted}
            known = ", ".join(s.name for s in book.sheets)
            raise UserError(title, _("Its sheets are: %(sheets)s") % {"sheets": known})
    for visible in (True, False):
        found = [
            table
            for s in sheets
            if s.visible is visible
            for table in _tables_of(s, gazetteer, mapping)
        ]
        if found:
            return _of_people(found)
    raise UserError(
        _("No list of people was found in %(file)s") % {"file": name},
        _("A list needs a column of names. Say which with --map name=B."),
    )


def _tables_of(
    sheet: Sheet, gazetteer: Gazetteer, mapping: Mapping[str, str] | None
) -> list[Table]:
    """The tables of a sheet; of a small one without any heading, those turned on their side."""
    found = find_tables(sheet, gazetteer, mapping)
    if any(table.headings for table in found) or max(sheet.rows) >= _MOST_FIELDS:
        return found
    turned = [t for t in find_tables(sheet.turn(), gazetteer, mapping) if t.headings]
    return turned or found


def _of_people(tables: list[Table]) -> list[Table]:
    """The tables that are lists of people: those without a heading only where no other is."""
    headed = [table for table in tables if table.headings]
    return headed or tables


def _hidden_note(table: Table, rows: list[ListRow]) -> list[Problem]:
    sheet: Sheet = table.sheet
    if not sheet.hidden_rows:
        return []
    hidden = [r.row for r in rows if r.sheet == sheet.name and r.row - 1 in sheet.hidden_rows]
    if not hidden:
        return []
    message = _("Hidden rows were read too: %(rows)s") % {
        "rows": ", ".join(str(row) for row in hidden[:20])
    }
    return [Problem(Severity.HINT, "hidden-rows", message, sheet.name, hidden[0])]


def _half_ticked_note(table: Table) -> list[Problem]:
    ticked = {"sex_female", "sex_male"} & set(table.columns.fields)
    if len(ticked) != 1 or "sex" in table.columns.fields:
        return []
    message = _("Only one sex has a column to tick; the sex of the others is left open.")
    letters = table.columns.fields[ticked.pop()].column
    return [Problem(Severity.HINT, "sex-one-column", message, table.sheet.name, None, letters)]
