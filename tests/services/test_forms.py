"""Funders' forms: given, marked, refilled with the report's own numbers, changed by the funder."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import docx
import openpyxl
import pytest
from tests.documents.forms import making
from tests.domain import golden_programme

from workshopdesk import i18n
from workshopdesk.domain.counting import Count, Dimension, Unit
from workshopdesk.domain.counting import Scope as CountScope
from workshopdesk.domain.errors import Conflict, UserError
from workshopdesk.domain.form_changes import Standing
from workshopdesk.domain.forms import Place, ReportForm
from workshopdesk.domain.indicators import Breakdown, Definition
from workshopdesk.services import forms, indicators
from workshopdesk.services.form_tables import TABLES, records
from workshopdesk.services.form_values import Values
from workshopdesk.services.papers.wording import Wording
from workshopdesk.services.report import Scope, report_json
from workshopdesk.store import Store, open_store

YEAR = Scope(date(2026, 1, 1), date(2026, 12, 31))
MARKS = {
    "B3": "programme", "E4": "to", "B7": "indicator:unique_people:women",
    "C7": "indicator:unique_people:men", "A12": "events.n", "B12": "events.title",
    "C12": "events.first_day", "D12": "events.women", "E12": "events.men",
    "B8": "indicator:I1:percent",
}  # fmt: skip


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden programme with the form of the documents' tests, marked."""
    folder = tmp_path_factory.mktemp("forms")
    opened = open_store(str(folder / "golden.wdb"), create=True)
    golden_programme.write(opened)
    path = folder / "Quarterly form.xlsx"
    path.write_bytes(making.saved(making.workbook()))
    form_id = forms.give_form(opened, path)
    for cell, source in MARKS.items():
        mark(opened, form_id, cell, source)
    opened.close()
    return folder / "golden.wdb"


@pytest.fixture
def store(prepared: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it, told in English."""
    shutil.copy(prepared, tmp_path / "golden.wdb")
    opened = open_store(str(tmp_path / "golden.wdb"))
    i18n.set_screen_language("en")
    yield opened
    i18n.set_screen_language("lo")
    opened.close()


@pytest.fixture
def given(store: Store) -> UUID:
    """The form."""
    with store.read() as reader:
        return reader.report_forms()[0].id


def form_of(store: Store, form_id: UUID) -> forms.Opened:
    with store.read() as reader:
        return forms.open_form(reader, form_id)


def mark(store: Store, form_id: UUID, cell: str, source: str) -> None:
    opened = form_of(store, form_id)
    row, column = openpyxl.utils.cell.coordinate_to_tuple(cell)
    forms.set_mark(store, opened.form, opened.layout, Place("Report", row, column), source)


def filled(store: Store, form_id: UUID, scope: Scope, tmp_path: Path) -> openpyxl.Workbook:
    path = forms.refill(store, form_id, scope, tmp_path / "filled.xlsx")
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def test_placeholders_are_recognised_when_a_form_is_given(store: Store, given: UUID) -> None:
    form = form_of(store, given).form
    assert form.name == "Quarterly form"
    typed = {m.token: m.source for m in form.marks if m.token}
    assert typed == {"{{from}}": "from", "{{to}}": "to"}
    assert len(form.marks) == 2 + len(MARKS)


def test_the_numbers_are_those_of_the_report(store: Store, given: UUID, tmp_path: Path) -> None:
    said = report_json(store, YEAR)
    scope = CountScope(first_day=YEAR.first_day, last_day=YEAR.last_day)
    with store.read() as reader:
        sexes = reader.count(Count(Unit.PERSON, dimensions=(Dimension.SEX,), scope=scope)).parts
    book = filled(store, given, YEAR, tmp_path)
    sheet = book["Report"]
    assert (sheet["B7"].value, sheet["C7"].value) == (sexes["F",], sexes["M",])
    events = said["events"]
    assert isinstance(events, list)
    rows = range(12, 12 + len(events))
    assert [sheet.cell(r, 3).value for r in rows] == [
        datetime.combine(date.fromisoformat(e["first_day"]), time()) for e in events
    ]
    assert [sheet.cell(r, 4).value for r in rows] == [e["women"] for e in events]
    assert sheet.cell(12 + len(events), 2).value == "Total"
    assert sheet["E4"].value == datetime.combine(YEAR.last_day, time())
    with store.read() as reader:
        said_log = str(book.defined_names["WorkshopDesk_log"].attr_text).strip('"')
        assert reader.holds_anchor(said_log)


def test_the_preview_says_what_is_written(store: Store, given: UUID, tmp_path: Path) -> None:
    shown = forms.preview(store, given, YEAR)
    assert [doubt.mark.source for doubt in shown.doubts] == ["indicator:I1:percent"]
    events = report_json(store, YEAR)["events"]
    assert isinstance(events, list)
    assert shown.added_rows == len(events) - 3
    sheet = filled(store, given, YEAR, tmp_path)["Report"]
    for change in shown.changes:
        value = sheet.cell(change.place.row, change.place.column).value
        new = change.new
        expected = datetime.combine(new, time()) if isinstance(new, date) else new
        assert value == (expected if expected != "" else None), change.place.cell
    assert next(c for c in shown.changes if c.place.cell == "B4").old == "from {{from}} to {{to}}"


def define(store: Store, *breakdowns: tuple[Dimension, ...]) -> None:
    with store.read() as reader:
        programme = next(p for p in reader.programmes() if p.code == "P1")
    definition = Definition(Count(Unit.PERSON), tuple(Breakdown(b) for b in breakdowns))
    indicators.save_indicator(
        store, programme, None, code="I1", name_lo="ຕົວຊີ້ວັດ", name_en="One", definition=definition
    )
    with store.read() as reader:
        (one,) = reader.indicators(programme.id)
    indicators.set_target(store, one, YEAR.first_day, YEAR.last_day, Decimal(10))


def value(store: Store, source: str) -> object:
    with store.read() as reader:
        return Values(reader, YEAR, "en", YEAR.last_day).value(source)


def test_targets_and_percent(store: Store, given: UUID, tmp_path: Path) -> None:
    define(store)
    total = value(store, "indicator:I1")
    assert isinstance(total, int)
    assert value(store, "indicator:I1:target") == 10
    assert filled(store, given, YEAR, tmp_path)["Report"]["B8"].value == total / 10


def test_sensitive_numbers_are_told_as_in_the_report_or_not_at_all(store: Store) -> None:
    define(store, (Dimension.DISABILITY,))
    said = report_json(store, YEAR)["indicators"]
    assert isinstance(said, list)
    one = next(i for i in said if i["code"] == "I1")
    parts = one["breakdowns"][0]["parts"]
    shown = {p["disability"]: p["value"] for p in parts or []}
    for answer in ("yes", "no"):
        told = value(store, f"indicator:I1:disability={answer}")
        assert told == ("…" if parts is None else shown.get(answer, 0))
    with pytest.raises(UserError, match="may not be told"):
        value(store, "indicator:I1:disability=yes,sex=F")
    with pytest.raises(UserError, match="may not be told"):
        value(store, "indicator:unique_people:ethnic_family=tai")


@pytest.mark.parametrize(
    "source", ["", "nothing", "events.nothing", "indicator:none", "indicator:unique_people:x=y"]
)
def test_what_is_called_nothing_is_said(store: Store, given: UUID, source: str) -> None:
    mark(store, given, "D17", source or "x")
    assert (source or "x") in {d.mark.source for d in forms.preview(store, given, YEAR).doubts}


def test_every_table_has_the_columns_it_offers(store: Store) -> None:
    define(store, (Dimension.SEX,))
    for table, columns in TABLES.items():
        with store.read() as reader:
            found = Values(reader, YEAR, "lo", YEAR.last_day).found
            rows = records(table, reader, found, Wording("lo"))
        assert rows, table
        assert set(columns) <= set(rows[0]), table


def changed(store: Store, given: UUID, tmp_path: Path, how: str) -> forms.NewVersion:
    book = making.workbook()
    sheet = book["Report"]
    if how == "moved":
        sheet.unmerge_cells("B3:D3")
        sheet.insert_rows(2, 2)
        sheet.merge_cells("B5:D5")
    if how == "renamed":
        sheet["A7"] = "Persons trained"
    if how == "formula":
        sheet["B7"] = "=1"
    if how == "inserted":
        for column, title in enumerate(("Youth", "Women", "Men"), 1):
            sheet.cell(5, column, title)
    path = tmp_path / f"{how}.xlsx"
    path.write_bytes(making.saved(book))
    return forms.compare_file(store, given, path)


def standings(new: forms.NewVersion) -> dict[str, tuple[Standing, str]]:
    return {
        one.mark.place.cell: (one.standing, one.proposed.cell if one.proposed else "")
        for one in new.found
    }


def test_a_form_that_came_back_the_same_is_taken(store: Store, given: UUID, tmp_path: Path) -> None:
    assert changed(store, given, tmp_path, "same").same


def test_moved_rows_are_noticed_and_the_marks_go_along(
    store: Store, given: UUID, tmp_path: Path
) -> None:
    new = changed(store, given, tmp_path, "moved")
    assert not new.same
    assert standings(new)["B7"] == (Standing.MOVED, "B9")
    assert standings(new)["D12"] == (Standing.MOVED, "D14")
    assert {s for s, _cell in standings(new).values()} == {Standing.MOVED}
    before = filled(store, given, YEAR, tmp_path)["Report"]
    forms.accept(store, new)
    after = filled(store, given, YEAR, tmp_path)["Report"]
    assert after["B9"].value == before["B7"].value
    assert after["B7"].value is None


def test_a_renamed_label_is_shown_and_nothing_is_kept(
    store: Store, given: UUID, tmp_path: Path
) -> None:
    new = changed(store, given, tmp_path, "renamed")
    one = next(c for c in new.found if c.mark.place.cell == "B7")
    assert (one.standing, one.was[0], one.now[0]) == (
        Standing.RENAMED, "People trained", "Persons trained",
    )  # fmt: skip
    assert form_of(store, given).layout.cell(Place("Report", 7, 1)).text == "People trained"


def test_a_cell_that_became_a_formula_is_lost(store: Store, given: UUID, tmp_path: Path) -> None:
    assert standings(changed(store, given, tmp_path, "formula"))["B7"][0] is Standing.LOST


def test_formulas_labels_and_covered_cells_are_not_marked(store: Store, given: UUID) -> None:
    for cell in ("D7", "C3"):
        with pytest.raises(UserError, match="Nothing can be filled in"):
            mark(store, given, cell, "programme")


def test_a_stale_form_is_refused(store: Store, given: UUID) -> None:
    old = form_of(store, given)
    mark(store, given, "D17", "office")
    with pytest.raises(Conflict):
        forms.set_mark(store, old.form, old.layout, Place("Report", 17, 4), "date")


def test_removed_and_taken_back(store: Store, given: UUID) -> None:
    forms.remove_form(store, form_of(store, given).form)
    with store.read() as reader:
        left = [form.id for form in reader.report_forms()]
        assert given not in left
        did = reader.undoable(store.origin.author)
    assert did is not None
    store.undo(did.id)
    assert isinstance(form_of(store, given).form, ReportForm)


@pytest.mark.parametrize("name", ["form.xlsx", "form.docx", "form.xlsm", "form.xls"])
def test_what_is_no_form_is_refused(store: Store, tmp_path: Path, name: str) -> None:
    for data in (b"", b"PK\5\6", b"hello", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UserError, match=name):
            forms.give_form(store, tmp_path / name)


def test_a_word_form(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "narrative.docx"
    path.write_bytes(making.document())
    form_id = forms.give_form(store, path)
    doubts = {d.mark.source for d in forms.preview(store, form_id, YEAR).doubts}
    assert doubts == {"indicator:people", "events.day"}
    with pytest.raises(UserError, match="docx"):
        forms.refill(store, form_id, YEAR, tmp_path / "x.xlsx")
    out = forms.refill(store, form_id, YEAR, tmp_path / "out.docx")
    made = docx.Document(io.BytesIO(out.read_bytes()))
    events = report_json(store, YEAR)["events"]
    assert isinstance(events, list)
    assert len(made.tables[0].rows) == 2 + len(events)
    assert made.paragraphs[1].text.endswith("there were {{indicator:people}} people.")
