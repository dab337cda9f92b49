"""Every file of the hostile folder is refused whole in words, or is the list it carries."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.exchange import hostile, lists
from tests.exchange.hostile_folder import ONE, READ, REFUSED, TWO, cut, flipped

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.exchange.reading import ListReading, read_list

DATA = Path(__file__).parent / "data"


def read(tmp_path: Path, name: str, data: bytes) -> ListReading:
    path = tmp_path / name
    path.write_bytes(data)
    return read_list(path, gazetteer=lists.gazetteer())


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_by_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(UserError) as told:
        read(tmp_path, name, REFUSED[name]())
    assert not isinstance(told.value, EnvironmentProblem)
    assert name in told.value.title
    assert told.value.message


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_only_around_a_list_leaves_the_list(name: str, tmp_path: Path) -> None:
    reading = read(tmp_path, name, READ[name]())
    assert [row.name for row in reading.rows] == [ONE, TWO]
    assert [row.sex for row in reading.rows] == ["F", "F"]
    assert reading.problems == ()


@pytest.mark.parametrize("tenths", range(1, 10, 2))
@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_the_beginning_of_a_file_is_refused(suffix: str, tenths: int, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        read(tmp_path, f"list.{suffix}", cut(_good(suffix), tenths))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_a_few_wrong_bytes_end_in_rows_or_in_words(suffix: str, seed: int, tmp_path: Path) -> None:
    try:
        reading = read(tmp_path, f"list.{suffix}", flipped(_good(suffix), seed))
    except UserError:
        return
    assert all(row.name for row in reading.rows)


def _good(suffix: str) -> bytes:
    if suffix == "xlsx":
        return hostile.workbook(hostile.list_rows(ONE, TWO))
    if suffix == "ods":
        return hostile.open_document(("ຊື່ ແລະ ນາມສະກຸນ", "ເພດ"), (ONE, "ຍິງ"), (TWO, "ຍິງ"))
    return (DATA / "bualapha-2025-sign-in-as-typed.xls").read_bytes()


def test_macros_of_an_old_workbook_are_ignored_with_a_note(tmp_path: Path) -> None:
    reading = read(tmp_path, "list.xls", _good("xls") + "_VBA_PROJECT".encode("utf-16-le"))
    assert [problem.code for problem in reading.problems] == ["macros-ignored"]
    assert reading.rows


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|' /C calc'!A0",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        " =HYPERLINK(&quot;http://x&quot;)",
    ],
)
def test_the_text_of_a_formula_is_no_name(text: str, tmp_path: Path) -> None:
    reading = read(tmp_path, "list.xlsx", hostile.workbook(hostile.list_rows(text, ONE)))
    assert [row.name for row in reading.rows] == [ONE]
    assert {(p.code, p.row) for p in reading.problems} == {("formula-text", 2), ("no-name", 2)}


def test_the_value_a_formula_had_is_read(tmp_path: Path) -> None:
    rows = hostile.list_rows(TWO).replace(
        f'<c r="A2" t="inlineStr"><is><t>{TWO}</t></is></c>',
        f'<c r="A2" t="str"><f>A9</f><v>{TWO}</v></c>',
    )
    assert [r.name for r in read(tmp_path, "list.xlsx", hostile.workbook(rows)).rows] == [TWO]


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are files on POSIX systems")
def test_a_pipe_that_no_one_fills_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "list.csv")
    with pytest.raises(UserError, match="no file"):
        read_list(tmp_path / "list.csv", gazetteer=lists.gazetteer())
