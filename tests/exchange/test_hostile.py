"""Files that no one should open: refused whole in plain words, or odd only in their own row."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.exchange import hostile, lists

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.problems import Severity
from workshopdesk.domain.progress import Cancelled
from workshopdesk.exchange import child, container, sandbox
from workshopdesk.exchange.reading import ListReading, read_list


def read(path: Path) -> ListReading:
    return read_list(path, gazetteer=lists.gazetteer())


def written(tmp_path: Path, data: bytes, name: str = "list.xlsx") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


REFUSED = {
    "sparse": (hostile.sparse, "too many rows or columns"),
    "declared huge": (hostile.declared_huge, "unpack to far more"),
    "bomb": (lambda: hostile.bomb(210), "unpack to far more"),
    "tight": (lambda: hostile.bomb(20), "unpack to far more"),
    "many parts": (lambda: hostile.many_parts(2500), "more parts"),
    "entities": (hostile.entities, "XML entities"),
    "external entity": (hostile.external_entity, "XML entities"),
    "wide": (lambda: hostile.wide(16_384), "too many rows or columns"),
    "picture": (hostile.png, "PNG"),
    "password": (hostile.encrypted, "password"),
    "half": (lambda: hostile.workbook(hostile.list_rows("a b"))[:-200], "half copied"),
    "empty": (lambda: b"", "empty"),
    "text": (lambda: b"name,sex", "not an Excel"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_dangerous_or_unreadable_file_is_refused_by_name(case: str, tmp_path: Path) -> None:
    make, reason = REFUSED[case]
    path = written(tmp_path, make())
    with pytest.raises(UserError) as told:
        read(path)
    assert not isinstance(told.value, EnvironmentProblem)
    assert "list.xlsx" in told.value.title
    assert reason in told.value.message


def test_a_sheet_that_unpacks_to_more_than_it_says_ends_the_child_alone(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        read(written(tmp_path, hostile.understated()))


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such file"):
        read(tmp_path / "none.xlsx")
    with pytest.raises(UserError, match="folder"):
        read(tmp_path)


def test_more_rows_than_any_list_has_are_refused_before_they_are_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container, "_COUNTED", 0)
    monkeypatch.setattr(container, "MAX_ROWS", 5)
    rows = hostile.list_rows(*(f"ບົວສອນ ພົມ{n}" for n in range(6)))
    with pytest.raises(UserError, match="more rows or columns"):
        read(written(tmp_path, hostile.workbook(rows)))


def test_overlapping_merges_do_no_harm(tmp_path: Path) -> None:
    reading = read(written(tmp_path, hostile.overlapping_merges()))
    assert {row.name for row in reading.rows} <= {"ບົວສອນ ພົມມະວົງ"}


def test_macros_are_ignored_with_a_note(tmp_path: Path) -> None:
    reading = read(written(tmp_path, hostile.with_macros()))
    assert [row.name for row in reading.rows] == ["ບົວສອນ ພົມມະວົງ"]
    assert [(p.code, p.severity) for p in reading.problems] == [("macros-ignored", Severity.HINT)]


def test_an_odd_cell_is_a_problem_of_its_own_row(tmp_path: Path) -> None:
    names = ("=cmd|' /C calc'!A0", "ບ" * 32_767, "ບົວ_x0007_ສອນ ພົມມະວົງ", "ທອງດີ ຄຳພູວົງ")
    reading = read(written(tmp_path, hostile.workbook(hostile.list_rows(*names))))
    assert reading.rows[-1].name == "ທອງດີ ຄຳພູວົງ"
    assert [row.row for row in reading.rows] == [4, 5]
    told = [(p.code, p.row, p.column) for p in reading.problems]
    assert told == [
        ("formula-text", 2, "A"),
        ("no-name", 2, "A"),
        ("cell-too-long", 3, "A"),
        ("no-name", 3, "A"),
        ("control-characters", 4, "A"),
    ]
    assert all(p.sheet == "A" for p in reading.problems)


class Stop:
    """A progress that says stop at once."""

    def step(self, done: int, total: int, label: str = "") -> None:
        raise Cancelled


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    rows = hostile.list_rows(*(f"ບົວສອນ ພົມ{n}" for n in range(20_000)))
    path = written(tmp_path, hostile.workbook(rows))
    with pytest.raises(Cancelled):
        read_list(path, gazetteer=lists.gazetteer(), progress=Stop())


def test_a_child_that_overruns_its_time_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(sandbox, "_command", lambda _limits: idle)
    monkeypatch.setattr(sandbox, "_LEAST_SECONDS", 0)
    with pytest.raises(UserError, match="memory or time"):
        read(written(tmp_path, hostile.workbook(hostile.list_rows("a b"))))


def test_the_child_imports_nothing_of_ours() -> None:
    source = Path(str(child.__file__)).read_text("utf-8")
    assert "workshopdesk" not in source


def test_an_open_document_spreadsheet_is_read(tmp_path: Path) -> None:
    rows = (("ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ"), ("1", "ນາງ ບົວສອນ ພົມມະວົງ", "ຍ"))
    reading = read(written(tmp_path, hostile.open_document(*rows), "list.ods"))
    assert [(row.name, row.sheet, row.row) for row in reading.rows] == [("ບົວສອນ ພົມມະວົງ", "A", 2)]


def test_a_locked_open_document_and_a_word_document_are_told(tmp_path: Path) -> None:
    locked = hostile.open_document(("a", "b"), encrypted=True)
    with pytest.raises(UserError, match="password"):
        read(written(tmp_path, locked, "list.ods"))
    word = hostile.workbook("", parts={"word/document.xml": b"<a/>"})
    word = word.replace(b"xl/workbook.xml", b"wl/workbook.xml")
    with pytest.raises(UserError, match="Word"):
        read(written(tmp_path, word, "list.docx"))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\xd8\x00", b"\x81\x00\x90\x01" * 9, b"\x01\x02"])
def test_bytes_that_are_no_text_are_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"list\.csv"):
        read(written(tmp_path, content, "list.csv"))


def test_text_with_far_too_many_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="more rows or columns"):
        read(written(tmp_path, b"," * 5000, "list.csv"))
