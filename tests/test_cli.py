"""The commands end to end, as a person types them: exit codes, stdout, stderr, files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workshopdesk import settings
from workshopdesk.cli import PAPER_KINDS, main
from workshopdesk.commands import BAD_INPUT, DONE, ENVIRONMENT, USAGE
from workshopdesk.services.papers import KINDS

LIST = settings.resource("sample/bualapha-2025-participants.xlsx")
CREATE = [
    "events", "create", "SEMINAR-1", "--title-lo", "ກອງປະຊຸມສຳມະນາ", "--title-en", "Seminar",
    "--from", "2026-12-01", "--to", "2026-12-02", "--kind", "seminar", "--province", "Khammouane",
]  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> str:
    return str(tmp_path / "desk.wdb")


def run(data: str, *words: str) -> int:
    """Run a command on a database."""
    return main(["--data", data, *words])


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """The one JSON document on stdout."""
    document = json.loads(capsys.readouterr().out)
    assert isinstance(document, dict)
    return document


def test_an_event_is_created_listed_and_shown(
    data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, *CREATE) == DONE
    capsys.readouterr()
    assert run(data, "events", "show", "SEMINAR-1", "--json") == DONE
    shown = answer(capsys)
    assert shown["title_lo"] == "ກອງປະຊຸມສຳມະນາ"
    assert (shown["province"], shown["kind"], shown["status"]) == ("LA-KH", "seminar", "draft")
    assert run(data, "events", "list", "--json") == DONE
    assert [e["code"] for e in answer(capsys)["events"]] == ["SEMINAR-1"]  # type: ignore[attr-defined]  # JSON
    assert run(data, *CREATE) == BAD_INPUT
    assert "SEMINAR-1" in capsys.readouterr().err


def test_reading_commands_never_create_a_database(
    data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, "events", "list") != DONE
    assert not Path(data).exists()
    assert data in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["events", "create", "X", "--title-lo", "ກ", "--from", "2026-12-02", "--to", "2026-12-01"],
        ["events", "create", "a/b", "--title-lo", "ກ", "--from", "2026-12-01", "--to",
         "2026-12-02"],
        ["events", "create", "X", "--title-lo", "ກ", "--from", "2026-12-01", "--to", "2026-12-01",
         "--province", "Atlantis"],
    ],
)  # fmt: skip
def test_bad_events_are_refused_in_words(
    data: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, *words) == BAD_INPUT
    assert capsys.readouterr().err.strip()


def test_a_list_is_previewed_then_imported_once(
    data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(data, *CREATE)
    capsys.readouterr()
    read = ["participants", "import", "SEMINAR-1", str(LIST), "--json"]
    assert run(data, *read, "--preview") == DONE
    preview = answer(capsys)
    assert (preview["rows"], preview["new"]) == (87, 87)
    assert run(data, "participants", "list", "SEMINAR-1", "--json") == DONE
    assert answer(capsys)["participants"] == []
    assert run(data, *read) == DONE
    capsys.readouterr()
    assert run(data, "participants", "list", "SEMINAR-1", "--json") == DONE
    listed = answer(capsys)
    people = listed["participants"]
    assert isinstance(people, list)
    assert len(people) == 87
    assert sum(p["sex"] == "F" for p in people) == 29
    assert run(data, *read) == DONE
    again = answer(capsys)
    assert (again["new"], again["changed"], again["matched"]) == (0, 0, 87)
    assert run(data, "participants", "list", "SEMINAR-1", "--json") == DONE
    assert answer(capsys) == listed


def test_groups_need_a_group_work_session(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(data, *CREATE)
    capsys.readouterr()
    assert run(data, "groups", "form", "SEMINAR-1", "d1s1", "--groups", "3") == BAD_INPUT
    assert "d1s1" in capsys.readouterr().err


def test_wrong_usage_exits_with_2(data: str) -> None:
    for words in (["events"], ["papers"], ["report", "--from", "2025-01-01", "--to", "2025-12-31"]):
        with pytest.raises(SystemExit) as stop:
            run(data, *words)
        assert stop.value.code == 2


def test_a_database_is_checked(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(data, *CREATE)
    assert main(["check", data]) == DONE
    rubbish = tmp_path / "rubbish.wdb"
    rubbish.write_bytes(b"not a database at all" * 100)
    capsys.readouterr()
    assert main(["check", str(rubbish)]) == BAD_INPUT
    assert "rubbish.wdb" in capsys.readouterr().err


def test_people_are_found_and_duplicates_offered(
    data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(data, *CREATE)
    run(data, "participants", "import", "SEMINAR-1", str(LIST))
    capsys.readouterr()
    assert run(data, "people", "find", "ທິບພາພອນ", "--json") == DONE
    found = answer(capsys)["people"]
    assert isinstance(found, list)
    assert "ທິບພາພອນ ສີສຸພັນ" in {person["name"] for person in found}
    assert run(data, "people", "find", "ທິບພາພອນ") == DONE
    assert "ທິບພາພອນ ສີສຸພັນ" in capsys.readouterr().out
    assert run(data, "people", "duplicates", "--json") == DONE
    pairs = answer(capsys)["pairs"]
    assert isinstance(pairs, list)
    assert run(data, "people", "duplicates") == DONE
    assert len(capsys.readouterr().out.splitlines()) == len(pairs)


def test_attendance_not_taken_is_unknown_and_not_absent(
    data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(data, *CREATE)
    run(data, "participants", "import", "SEMINAR-1", str(LIST))
    capsys.readouterr()
    assert run(data, "attendance", "list", "SEMINAR-1", "--json") == DONE
    listed = answer(capsys)
    assert listed["half_days"] == [
        "2026-12-01 am", "2026-12-01 pm", "2026-12-02 am", "2026-12-02 pm",
    ]  # fmt: skip
    rows = listed["attendance"]
    assert isinstance(rows, list)
    assert len(rows) == 87
    assert set(rows[0]["marks"].values()) == {None}
    assert run(data, "attendance", "list", "SEMINAR-1") == DONE
    assert len(capsys.readouterr().out.splitlines()) == 88


def test_a_programme_is_created_once(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["programmes", "create", "GOV-1", "--name-lo", "ແຜນງານ", "--from", "2025-01-01"]
    assert run(data, *words) == DONE
    assert run(data, *words) == BAD_INPUT
    capsys.readouterr()
    assert run(data, "programmes", "list", "--json") == DONE
    programmes = answer(capsys)["programmes"]
    assert isinstance(programmes, list)
    assert [(p["code"], p["first_day"]) for p in programmes] == [("GOV-1", "2025-01-01")]


@pytest.mark.parametrize(
    "words",
    [
        ["papers", "SEMINAR-1", "--kind", "poster", "--out", "x"],
        ["report", "--from", "yesterday", "--to", "2026-12-31", "--json"],
        ["report", "--from", "2026-01-01", "--to", "2026-12-31"],
    ],
)
def test_a_wrong_command_line_says_what_is_wrong(
    data: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(data, *CREATE)
    capsys.readouterr()
    with pytest.raises(SystemExit) as stopped:
        run(data, *words)
    assert stopped.value.code == USAGE
    told = capsys.readouterr()
    assert not told.out
    assert any(part in told.err for part in ("sign-in-sheet", "2025-09-15", "--json"))


def test_what_cannot_be_printed_leaves_no_paper_behind(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sign-in sheet could be drawn, the report could not: neither is written."""
    run(data, *CREATE)
    people = tmp_path / "list.csv"
    people.write_text(
        "ຊື່ ແລະ ນາມສະກຸນ,ເພດ,ແຂວງ\nສົມ \N{GRINNING FACE} ຄຳ,ຍິງ,ຄຳມ່ວນ\n", encoding="utf-8"
    )
    assert run(data, "participants", "import", "SEMINAR-1", str(people)) == DONE
    out = tmp_path / "papers"
    words = ["papers", "SEMINAR-1", "--out", str(out)]
    assert run(data, *words, "--kind", "event-report", "--kind", "participant-list") == BAD_INPUT
    assert "GRINNING FACE" in capsys.readouterr().err
    assert not list(out.iterdir())


def test_a_folder_that_is_a_file_is_named(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(data, *CREATE)
    taken = tmp_path / "taken"
    taken.write_text("x")
    capsys.readouterr()
    assert run(data, "papers", "SEMINAR-1", "--out", str(taken)) == ENVIRONMENT
    assert str(taken) in capsys.readouterr().err


def test_the_command_line_knows_every_kind_of_paper() -> None:
    assert set(PAPER_KINDS) == set(KINDS)


def test_attendance_not_taken_is_not_absence(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(data, *CREATE)
    run(data, "participants", "import", "SEMINAR-1", str(LIST))
    capsys.readouterr()
    assert run(data, "report", "--from", "2026-01-01", "--to", "2026-12-31", "--json") == DONE
    lines = answer(capsys)["reconciliation"]
    assert isinstance(lines, dict)
    assert lines["participations"] == lines["attendance_not_taken"] == 87
    assert lines["present_never"] == lines["present_at_least_once"] == 0
