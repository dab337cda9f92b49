"""Importing a list: what each row becomes, and that it is all written or nothing is."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from workshopdesk import i18n
from workshopdesk.domain.counting import Count, Dimension, Unit
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.problems import Severity
from workshopdesk.domain.progress import Cancelled
from workshopdesk.services import import_list, listing
from workshopdesk.services.events import create_event
from workshopdesk.services.import_list import ImportResult, RowAction
from workshopdesk.settings import resource
from workshopdesk.store import Store, open_store

DATA = Path(__file__).parent.parent / "exchange" / "data"
SAMPLE = resource("sample/bualapha-2025-participants.xlsx")
HEADING = ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ", "ຕຳແໜ່ງ", "ພາກສ່ວນ", "ແຂວງ", "ເບີໂທ"]
ONE = [1, "ທ່ານ ນາງ ບົວສອນ ພົມມະວົງ", "ຍ", "ປະທານສະພາ", "ສະພາປະຊາຊົນແຂວງ", "ຄຳມ່ວນ", "02055512345"]
TWO = [2, "ທ້າວ ຄຳປະສົງ ແກ້ວບົວສີ", "ຊ", "ວິຊາການ", "ເຮວວິຕັດ", "ຄຳມ່ວນ", "02055512346"]
THREE = [3, "ສົມຈິດ ລາດຊະບຸດ", "ຊ", "ວິຊາການ", "ເຮວວິຕັດ", "ຄຳມ່ວນ", ""]
Rows = Sequence[Sequence[object]]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Messages are compared in English here."""
    before = i18n.screen_language()
    i18n.set_screen_language("en")
    yield
    i18n.set_screen_language(before)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database with two events."""
    opened = open_store(str(tmp_path / "data.wdb"), create=True)
    for code, day in (("A", 15), ("B", 20)):
        create_event(
            opened,
            code=code,
            title_lo="ກອງປະຊຸມ",
            first_day=date(2025, 9, day),
            last_day=date(2025, 9, day),
        )
    yield opened
    opened.close()


def saved(tmp_path: Path, *rows: Sequence[object]) -> Path:
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADING, *rows])
    return path


def imported(store: Store, path: Path, event: str = "A", **options: bool) -> ImportResult:
    return import_list.import_file(store, event, path, **options)  # type: ignore[arg-type]  # keywords of the test


def counts(result: ImportResult) -> dict[str, object]:
    keys = ("rows", "new", "matched", "changed", "skipped")
    return {key: result.as_json()[key] for key in keys}


def people(store: Store, event: str = "A") -> list[dict[str, object]]:
    return listing.participants(store, event)["participants"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (SAMPLE, "bualapha-2025-participants"),
        (DATA / "bualapha-2025-sign-in-as-typed.xlsx", "bualapha-2025-sign-in-as-typed"),
        (
            resource("sample/khammouane-2024-registration-form.xlsx"),
            "khammouane-2024-registration-form",
        ),
    ],
)
def test_a_sample_list_is_registered_exactly_as_it_says(
    store: Store, path: Path, expected: str
) -> None:
    rows = json.loads((DATA / f"{expected}.expected.json").read_text("utf-8"))["rows"]
    result = imported(store, path)
    empty = dict.fromkeys(("district", "birth_year"))
    expected_rows = [empty | row for row in rows]
    got = [{k: p[k] for k in row} for p, row in zip(people(store), expected_rows, strict=True)]
    assert got == expected_rows
    assert counts(result) == {
        "rows": len(rows), "new": len(rows), "matched": 0, "changed": 0, "skipped": 0,
    }  # fmt: skip


def test_importing_the_same_list_again_changes_nothing(store: Store) -> None:
    imported(store, SAMPLE)
    before = people(store)
    with store.read() as reader:
        history = len(reader.people(limit=1000)), len(reader.organisations())
    again = imported(store, SAMPLE)
    assert counts(again) == {"rows": 87, "new": 0, "matched": 87, "changed": 0, "skipped": 0}
    assert people(store) == before
    with store.read() as reader:
        assert (len(reader.people(limit=1000)), len(reader.organisations())) == history


def test_a_preview_says_what_would_happen_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    result = imported(store, saved(tmp_path, ONE, TWO), write=False)
    assert counts(result)["new"] == 2
    assert not result.written
    assert people(store) == []
    assert "Nothing was written." in result.in_words()


def test_the_role_follows_from_the_position_by_the_table(store: Store, tmp_path: Path) -> None:
    imported(store, saved(tmp_path, ONE, TWO))
    assert [p["role"] for p in people(store)] == ["chair", "participant"]


def test_a_corrected_list_updates_what_it_matches_and_removes_no_one(
    store: Store, tmp_path: Path
) -> None:
    imported(store, saved(tmp_path, ONE, TWO, THREE))
    spelled = [1, "ທ່ານ ນາງ ບົວສອນ ພົມມະວົງສ໌", *ONE[2:]]
    moved = [2, TWO[1], "ຊ", "ຫົວໜ້າພະແນກ", "ພະແນກພາຍໃນ", "ຫຼວງພະບາງ", TWO[6]]
    phoned = [*THREE[:6], "02055512347"]
    path = saved(tmp_path, moved, phoned, spelled)
    preview = imported(store, path, write=False)
    changes = {
        row.name: {c.field: (c.before, c.after) for c in row.changes} for row in preview.plan.rows
    }
    assert changes == {
        "ຄຳປະສົງ ແກ້ວບົວສີ": {
            "position": ("ວິຊາການ", "ຫົວໜ້າພະແນກ"),
            "organisation": ("ເຮວວິຕັດ", "ພະແນກພາຍໃນ"),
            "province": ("ຄຳມ່ວນ", "ຫຼວງພະບາງ"),
        },
        "ສົມຈິດ ລາດຊະບຸດ": {"phone": ("", "02055512347")},
        "ບົວສອນ ພົມມະວົງສ໌": {"name": ("ບົວສອນ ພົມມະວົງ", "ບົວສອນ ພົມມະວົງສ໌")},
    }
    assert counts(imported(store, path)) == counts(preview) | {"matched": 3, "changed": 3}
    after = people(store)
    assert [p["name"] for p in after] == ["ບົວສອນ ພົມມະວົງສ໌", "ຄຳປະສົງ ແກ້ວບົວສີ", "ສົມຈິດ ລາດຊະບຸດ"]
    assert [p["province"] for p in after] == ["ຄຳມ່ວນ", "ຫຼວງພະບາງ", "ຄຳມ່ວນ"]
    assert after[2]["phone"] == "02055512347"
    shorter = imported(store, saved(tmp_path, ONE))
    assert len(people(store)) == 3
    assert shorter.plan.count(RowAction.CHANGED) == 1


def test_a_blank_cell_takes_nothing_away(store: Store, tmp_path: Path) -> None:
    imported(store, saved(tmp_path, ONE))
    before = people(store)
    result = imported(store, saved(tmp_path, [1, ONE[1], "", "", ONE[4], "", ONE[6]]))
    assert counts(result)["changed"] == 0
    assert people(store) == before


def test_a_person_of_another_event_is_known_by_phone_and_name_only(
    store: Store, tmp_path: Path
) -> None:
    imported(store, saved(tmp_path, ONE, TWO))
    same = [1, "ບົວສອນ ພົມມະວົງ", *ONE[2:]]
    namesake = [2, TWO[1], "ຊ", "ວິຊາການ", "ພະແນກພາຍໃນ", "ສາລະວັນ", "02099912346"]
    other_name = [3, "ວຽງສະໄໝ ດາລາພອນ", "ຊ", "", "", "", TWO[6]]
    result = imported(store, saved(tmp_path, same, namesake, other_name), event="B")
    assert [row.action for row in result.plan.rows] == [
        RowAction.KNOWN, RowAction.NEW, RowAction.NEW,
    ]  # fmt: skip
    with store.read() as reader:
        assert len(reader.people(limit=100)) == 4


def test_a_person_said_twice_is_registered_once(store: Store, tmp_path: Path) -> None:
    result = imported(store, saved(tmp_path, ONE, TWO, [3, *ONE[1:]]))
    assert counts(result) == {"rows": 3, "new": 2, "matched": 0, "changed": 0, "skipped": 1}
    assert [(p.code, p.row) for p in result.problems] == [("said-twice", 4)]


def test_the_lists_of_two_days_on_two_sheets_are_one_list(store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for day in ("ມື້ທີ 1", "ມື້ທີ 2"):
        sheet = book.create_sheet(day)
        for row in (HEADING, ONE, THREE):
            sheet.append(row)
    path = tmp_path / "days.xlsx"
    book.save(path)
    for new, matched in ((2, 0), (0, 2)):
        assert counts(imported(store, path)) == {
            "rows": 4, "new": new, "matched": matched, "changed": 0, "skipped": 2,
        }  # fmt: skip


def test_namesakes_with_phones_of_their_own_are_two_people(store: Store, tmp_path: Path) -> None:
    namesake = [2, *ONE[1:6], "02099912345"]
    path = saved(tmp_path, ONE, namesake)
    assert counts(imported(store, path))["new"] == 2
    assert counts(imported(store, path)) == {
        "rows": 2, "new": 0, "matched": 2, "changed": 0, "skipped": 0,
    }  # fmt: skip


def test_a_new_phone_alone_is_a_correction_with_more_it_is_a_namesake(
    store: Store, tmp_path: Path
) -> None:
    imported(store, saved(tmp_path, ONE))
    phoned = imported(store, saved(tmp_path, [*ONE[:6], "02055599999"]))
    assert counts(phoned)["changed"] == 1
    assert people(store)[0]["phone"] == "02055599999"
    elsewhere = imported(store, saved(tmp_path, [*ONE[:5], "ສາລະວັນ", "02055588888"]))
    assert counts(elsewhere)["new"] == 1


def test_strict_writes_nothing_when_a_problem_is_an_error(store: Store, tmp_path: Path) -> None:
    path = saved(tmp_path, ONE, [2, "", "ຊ", "ວິຊາການ", "", "", ""])
    refused = imported(store, path, strict=True)
    assert refused.refused
    assert people(store) == []
    written = imported(store, path)
    assert counts(written) == {"rows": 2, "new": 1, "matched": 0, "changed": 0, "skipped": 1}
    assert [(p.severity, p.code, p.row, p.column) for p in written.problems] == [
        (Severity.ERROR, "no-name", 3, "B")
    ]
    assert "B3" in import_list.problem_in_words(written.problems[0])


def test_an_odd_phone_is_told_beside_its_row(store: Store, tmp_path: Path) -> None:
    rows = [[*ONE[:6], "12"], [*TWO[:6], "55512346"]]
    result = imported(store, saved(tmp_path, *rows))
    told = [(p.code, p.row, p.column) for p in result.problems]
    assert told == [("phone-unknown", 2, "G"), ("phone-assumed", 3, "G")]
    assert [p["phone"] for p in people(store)] == [None, "02055512346"]


def test_organisations_are_matched_by_place_or_made(store: Store, tmp_path: Path) -> None:
    south = [4, "ອຳນວຍ ສຸວັນນະວົງ", "ຊ", "", "ສພຂ", "ສາລະວັນ", ""]
    imported(store, saved(tmp_path, ONE, TWO, THREE, south))
    with store.read() as reader:
        known = {o.name_lo: (o.type, o.province) for o in reader.organisations()}
    assert known == {
        "ສະພາປະຊາຊົນແຂວງຄຳມ່ວນ": ("provincial_assembly", "LA-KH"),
        "ສະພາປະຊາຊົນແຂວງສາລະວັນ": ("provincial_assembly", "LA-SL"),
        "ເຮວວິຕັດ": (None, None),
    }
    ids = [p["organisation_id"] for p in people(store)]
    assert ids[1] == ids[2]
    assert len(set(ids)) == 3
    assert people(store)[3]["organisation"] == "ສພຂ"


def test_ages_become_years_of_birth_at_the_event(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "ages.csv"
    path.write_text("Name,Age\nSomphone Keo,35\n", "utf-8")
    result = imported(store, path)
    assert people(store)[0]["birth_year"] == 1990
    assert [p.code for p in result.problems] == ["year-from-age"]


def test_a_mapping_given_once_is_remembered_for_the_layout(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("ຊື່ ແລະ ນາມສະກຸນ,ຂໍ້ມູນ\nບົວສອນ ພົມມະວົງ,ນັກຄົ້ນຄວ້າ\n", "utf-8")
    import_list.import_file(store, "A", path, mapping={"position": "B"})
    assert people(store)[0]["position"] == "ນັກຄົ້ນຄວ້າ"
    imported(store, path, event="B")
    assert people(store, "B")[0]["position"] == "ນັກຄົ້ນຄວ້າ"


def test_a_column_told_to_be_nothing_is_remembered_for_the_layout(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("ຊື່ ແລະ ນາມສະກຸນ,ໂທ,ໂທ 2\nບົວສອນ ພົມມະວົງ,02055512345,02099912345\n", "utf-8")
    import_list.import_file(store, "A", path, mapping={"ignored": "C"})
    assert import_list.read_for(store, path).ignored == ("C",)
    assert import_list.read_for(store, path).rows[0].phones == ("02055512345",)


def test_people_counted_without_names_are_left_out_and_told(store: Store, tmp_path: Path) -> None:
    result = imported(store, saved(tmp_path, ONE, [2, "ພະນັກງານຊ່ວຍວຽກ 4 ທ່ານ", *[""] * 5]))
    assert counts(result) == {"rows": 2, "new": 1, "matched": 0, "changed": 0, "skipped": 1}
    assert [(p.code, p.row) for p in result.problems] == [("head-count", 3)]


def test_an_event_or_a_list_that_is_none_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        imported(store, SAMPLE, event="NONE")
    (tmp_path / "x.csv").write_text("1,2\n3,4\n", "utf-8")
    with pytest.raises(UserError):
        imported(store, tmp_path / "x.csv")
    assert people(store) == []


class StopAt:
    """A progress that says stop at a step of writing."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def step(self, done: int, total: int, label: str = "") -> None:
        self._left -= 1
        if self._left < 0:
            raise Cancelled


def test_a_cancelled_import_leaves_everything_as_it_was(store: Store) -> None:
    plan = import_list.preview(store, "A", import_list.read_for(store, SAMPLE))
    with pytest.raises(Cancelled):
        import_list.apply(store, plan, StopAt(40))
    assert people(store) == []
    with store.read() as reader:
        assert reader.people(limit=10) == ()


KILLED = """
import os, signal, sys
from pathlib import Path
from workshopdesk.services import import_list
from workshopdesk.store import open_store

class KillAt:
    def __init__(self, steps):
        self.left = steps
    def step(self, done, total, label=""):
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

store = open_store(sys.argv[1])
plan = import_list.preview(store, "A", import_list.read_for(store, Path(sys.argv[2])))
import_list.apply(store, plan, KillAt(int(sys.argv[3])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX systems")
@pytest.mark.parametrize("rows", [1, 60])
def test_an_import_killed_half_way_leaves_the_database_as_it_was(
    store: Store, tmp_path: Path, rows: int
) -> None:
    before = people(store)
    path = str(tmp_path / "data.wdb")
    command = [sys.executable, "-c", KILLED, path, str(SAMPLE), str(rows)]
    ended = subprocess.run(command, check=False, env=os.environ | {"PYTHONWARNINGS": "ignore"})
    assert ended.returncode == -signal.SIGKILL
    assert people(store) == before
    assert store.check() == []
    assert counts(imported(store, SAMPLE))["new"] == 87


def test_a_day_of_birth_in_a_list_is_kept_and_decides_the_age_band(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "ages.csv"
    path.write_text(
        "Name,Sex,Date of birth\n"
        "Somphone Keo,F,15/09/1990\nBounmy Vong,F,16/09/1990\nKham Sy,F,1990\n",
        "utf-8",
    )
    imported(store, path)
    with store.read() as reader:
        days = {p.name: p.birth_date for p in reader.people(limit=10)}
        count = Count(Unit.PERSON, dimensions=(Dimension.AGE_BAND,), age_bands=(0, 35))
        bands = sorted(reader.count(count).parts.values())
    # The first turns 35 on the first day of the event, the second the day after.
    assert bands == [1, 2]
    assert days == {
        "Somphone Keo": date(1990, 9, 15), "Bounmy Vong": date(1990, 9, 16), "Kham Sy": None,
    }  # fmt: skip
    assert counts(imported(store, path))["changed"] == 0
