"""Lists of ours come back filled in or corrected; other lists with marks are read by names."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from tests.windowed import TRAINING, sample_database

from workshopdesk import cli, i18n
from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.services import papers, registrations, returned_lists
from workshopdesk.services.attendance import set_marks
from workshopdesk.services.registrations import Changes
from workshopdesk.store import Store, open_store

__all__ = ["sample_database"]
MARKS = 9  # the first column of half-days of the sign-in sheet, from 1


@pytest.fixture
def store(sample_database: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "copy.wdb"
    shutil.copy(sample_database, path)
    opened = open_store(str(path))
    yield opened
    opened.close()


def people(store: Store) -> list[ParticipantRow]:
    with store.read() as reader:
        return list(reader.participants(reader.event(TRAINING).id))


def marks(store: Store) -> dict[tuple[str, int], Mark]:
    with store.read() as reader:
        event = reader.event(TRAINING)
        names = {p.id: p.name for p in reader.participants(event.id)}
        return {(names[m.registration_id], m.half_day): m.mark for m in reader.attendance(event.id)}


def sheet(
    store: Store, folder: Path, kind: str = "sign-in-sheet", language: str = "lo"
) -> tuple[Path, openpyxl.Workbook, Worksheet, int]:
    """A list of ours as Excel, opened; the row of its head."""
    (path,) = papers.make_papers(
        store, TRAINING, kinds=[kind], languages=[language], formats=["xlsx"], out=folder
    )
    book = openpyxl.load_workbook(path)
    ws = book.worksheets[0]
    head = next(
        r for r in range(1, 40) if str(ws.cell(r, ws.max_column).value or "").startswith("wd1")
    )
    return path, book, ws, head


def returned(store: Store, path: Path) -> returned_lists.ReturnPlan:
    return returned_lists.preview(store, TRAINING, path)


@pytest.mark.parametrize(
    ("kind", "language"),
    [("sign-in-sheet", "lo-en"), ("sign-in-sheet", "en"), ("participant-list", "lo")],
)
def test_a_list_untouched_changes_nothing(
    store: Store, tmp_path: Path, kind: str, language: str
) -> None:
    path, _book, _ws, _head = sheet(store, tmp_path, kind, language)
    plan = returned(store, path)
    assert plan.ours
    assert plan.recognised == len(people(store))
    assert plan.steps == ()
    assert plan.problems == ()


def test_the_marks_are_hidden_and_outside_what_is_printed(store: Store, tmp_path: Path) -> None:
    _path, _book, ws, _head = sheet(store, tmp_path)
    letters = get_column_letter(ws.max_column)
    assert ws.column_dimensions[letters].hidden
    assert letters in str(ws.auto_filter.ref)


def test_corrections_marks_and_walk_ins_are_taken_as_one_step(store: Store, tmp_path: Path) -> None:
    path, book, ws, head = sheet(store, tmp_path)
    first, second, third = people(store)[:3]
    other = Mark.ABSENT if marks(store).get((first.name, 1)) is not Mark.ABSENT else Mark.PRESENT
    ws.cell(head + 1, MARKS).value = {"absent": "ຂາດ", "present": "✓"}[other]
    ws.cell(head + 2, 4).value = "ຫົວໜ້າພະແນກ"
    ws.cell(head + 3, 8).value = "020 99 887 766"
    blank = next(r for r in range(head + 1, ws.max_row) if ws.cell(r, 2).value is None)
    ws.cell(blank, 2).value = "ໃໝ່ ມາເອງ"
    ws.cell(blank, 3).value = "ຍິງ"
    ws.cell(blank, 5).value = "ຫ້ອງການ ກ"
    ws.cell(blank, MARKS).value = "P"
    book.save(path)
    plan = returned(store, path)
    assert [(s.field, s.who) for s in plan.steps] == [
        ("half_day", first.name), ("position", second.name), ("phone", third.name),
        ("new", "ໃໝ່ ມາເອງ"),
    ]  # fmt: skip
    assert not any(step.conflict for step in plan.steps)
    before = len(people(store))
    assert returned_lists.apply(store, plan) == 4
    now = people(store)
    assert marks(store)[(first.name, 1)] is other
    assert now[1].position == "ຫົວໜ້າພະແນກ"
    assert now[2].phone == "02099887766"
    assert (now[-1].name, now[-1].sex, now[-1].organisation) == ("ໃໝ່ ມາເອງ", "F", "ຫ້ອງການ ກ")
    assert marks(store)[("ໃໝ່ ມາເອງ", 1)] is Mark.PRESENT
    assert returned(store, path).steps == ()
    with store.read() as reader:
        did = reader.undoable(store.origin.author)
    assert did is not None
    store.undo(did.id)
    assert len(people(store)) == before
    assert people(store)[1].position == second.position


def test_a_value_changed_here_meanwhile_is_a_conflict(store: Store, tmp_path: Path) -> None:
    path, book, ws, head = sheet(store, tmp_path)
    first, second = people(store)[:2]
    ws.cell(head + 1, 4).value = "ໃນ Excel"
    ws.cell(head + 2, 4).value = "ໃນ Excel"
    book.save(path)
    registrations.change_participants(store, [first.id], Changes(position="ຢູ່ ບ່ອນນີ້"))
    registrations.change_participants(store, [second.id], Changes(district="ທ່າແຂກ"))
    plan = returned(store, path)
    assert [(s.who, s.field, s.before, s.after, s.conflict) for s in plan.steps] == [
        (first.name, "position", "ຢູ່ ບ່ອນນີ້", "ໃນ Excel", True),
        (second.name, "position", second.position, "ໃນ Excel", False),
    ]
    assert returned_lists.apply(store, plan) == 1
    assert [p.position for p in people(store)[:2]] == ["ຢູ່ ບ່ອນນີ້", "ໃນ Excel"]
    assert [p.code for p in returned_lists.problems(plan)] == ["conflict"]


def test_a_mark_set_here_meanwhile_stays_unless_wanted(store: Store, tmp_path: Path) -> None:
    path, book, ws, head = sheet(store, tmp_path)
    first = people(store)[0]
    before = marks(store).get((first.name, 1))
    here = Mark.EXCUSED if before is not Mark.EXCUSED else Mark.LATE
    set_marks(store, TRAINING, {first.id: {1: here}})
    ws.cell(head + 1, MARKS).value = "A" if before is not Mark.ABSENT else "P"
    book.save(path)
    plan = returned(store, path)
    (step,) = plan.steps
    assert step.conflict
    assert plan.safe == ()
    returned_lists.apply(store, plan, plan.steps)
    assert marks(store)[(first.name, 1)] is (
        Mark.ABSENT if before is not Mark.ABSENT else Mark.PRESENT
    )


def test_rows_moved_deleted_and_copied_in_excel(store: Store, tmp_path: Path) -> None:
    path, book, ws, head = sheet(store, tmp_path)
    everyone = people(store)
    ws.insert_cols(1)
    ws.delete_rows(head + 3)
    ws.move_range(f"A{head + 1}:{get_column_letter(ws.max_column)}{head + 1}", rows=0)
    for column in range(1, ws.max_column + 1):
        top, under = ws.cell(head + 1, column), ws.cell(head + 2, column)
        top.value, under.value = under.value, top.value
    ws.cell(head + 2, 5).value = "ຕຳແໜ່ງ ໃໝ່"
    book.save(path)
    plan = returned(store, path)
    assert [(s.who, s.field) for s in plan.steps] == [(everyone[0].name, "position")]
    returned_lists.apply(store, plan)
    assert len(people(store)) == len(everyone)
    assert people(store)[0].position == "ຕຳແໜ່ງ ໃໝ່"


def test_an_emptied_cell_takes_nothing_away(store: Store, tmp_path: Path) -> None:
    path, book, ws, head = sheet(store, tmp_path, "participant-list")
    ws.cell(head + 1, 4).value = None
    book.save(path)
    plan = returned(store, path)
    assert plan.steps == ()
    assert [(p.code, p.row, p.column) for p in plan.problems] == [("emptied", head + 1, "D")]


def test_a_list_of_another_event_is_refused(store: Store, tmp_path: Path) -> None:
    i18n.set_screen_language("en")
    path, _book, _ws, _head = sheet(store, tmp_path)
    with store.read() as reader:
        other = next(e.code for e in reader.events() if e.code != TRAINING)
    with pytest.raises(UserError, match="another event"):
        returned_lists.preview(store, other, path)


def test_someone_elses_list_is_read_by_names_and_half_days(store: Store, tmp_path: Path) -> None:
    first, second = people(store)[:2]
    before = marks(store)
    book = openpyxl.Workbook()
    ws = book.worksheets[0]
    ws.append(["No.", "Name and surname", "Day 1 AM", "16/09/2025 pm"])
    ws.append([1, first.name, "A", "E"])
    ws.append([2, f"ທ່ານ {second.name}", "ຂາດ", "what?"])
    ws.append([3, "ບໍ່ມີ ໃນບັນຊີ", "P", "P"])
    path = tmp_path / "theirs.xlsx"
    book.save(path)
    plan = returned(store, path)
    assert not plan.ours
    assert {(s.who, s.half_day, s.after) for s in plan.steps} == {
        entry
        for entry in (
            (first.name, 1, "absent"), (first.name, 4, "excused"), (second.name, 1, "absent"),
        )
        if before.get((entry[0], entry[1])) != entry[2]
    }  # fmt: skip
    assert {p.code for p in plan.problems} == {"no-mark", "unknown-name"}
    returned_lists.apply(store, plan)
    assert marks(store)[(first.name, 4)] is Mark.EXCUSED
    assert returned(store, path).steps == ()


def test_a_list_without_half_days_is_refused(store: Store, tmp_path: Path) -> None:
    i18n.set_screen_language("en")
    path = tmp_path / "names.csv"
    path.write_text(f"Name and surname,Phone\n{people(store)[0].name},020 55 123 456\n")
    with pytest.raises(UserError, match="half-day"):
        returned(store, path)


def test_the_command_previews_writes_and_changes_nothing_twice(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "copy.wdb"
    shutil.copy(sample_database, database)
    store = open_store(str(database))
    first = people(store)[0]
    before = marks(store).get((first.name, 1))
    theirs = tmp_path / "marks.csv"
    said, wanted = ("P", "present") if before is Mark.ABSENT else ("A", "absent")
    theirs.write_text(f"Name and surname,Day 1 AM\n{first.name},{said}\nບໍ່ມີ ຄົນນີ້,P\n")
    store.close()

    def run(*more: str) -> dict[str, Any]:
        command = ["attendance", "import", TRAINING, str(theirs), "--json", *more]
        assert cli.main(["--data", str(database), *command]) == 0
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        return told

    seen = run("--preview")
    assert (seen["marks"], seen["written"]) == (1, 0)
    done = run()
    assert (done["rows"], done["recognised"], done["written"]) == (2, 1, 1)
    (change,) = done["changes"]
    assert (change["half_day"], change["after"]) == ("2025-09-15 am", wanted)
    assert [p["code"] for p in done["problems"]] == ["unknown-name"]
    assert run()["written"] == 0
