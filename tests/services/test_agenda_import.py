"""An agenda comes in from a file and goes out as a calendar; twice changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from uuid import UUID

import icalendar
import pytest

from workshopdesk import cli
from workshopdesk.domain.agenda import Session, SessionKind
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event
from workshopdesk.exchange.agenda_list import read_agenda, read_pasted_agenda
from workshopdesk.services import agenda, events, registrations
from workshopdesk.services.agenda_import import AgendaPlan, import_agenda, plan_agenda
from workshopdesk.services.calendar_file import agenda_calendar
from workshopdesk.services.papers import paper_bytes
from workshopdesk.store import Store, open_store

FIRST, LAST = date(2026, 1, 5), date(2026, 1, 6)
TABLE = """ວັນທີ 5/1/2026
ເວລາ\tເນື້ອໃນ\tຜູ້ຮັບຜິດຊອບ\tຫ້ອງ
8:00-8:30\tລົງທະບຽນ\tພະນັກງານຊ່ວຍວຽກ\t
8:30-9:00\tກ່າວເປີດ\tທ່ານ ບຸນມີ ພິມມະສອນ, ປະທານ\tຫ້ອງໃຫຍ່
ວັນທີ 6/1/2026
8:00-12:00\tແບ່ງກຸ່ມຄົ້ນຄວ້າ\t\t
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "agenda.wdb"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    opened = open_store(str(database), create=True)
    yield opened
    opened.close()


@pytest.fixture
def event(store: Store) -> Event:
    made = events.create_event(
        store, code="E-1", title_lo="ຝຶກອົບຮົມ", title_en="Training", first_day=FIRST, last_day=LAST
    )
    registrations.add_participant(store, made.id, "ບຸນມີ ພິມມະສອນ")
    return made


def sessions(store: Store, event: Event) -> tuple[Session, ...]:
    with store.read() as reader:
        return reader.sessions(event.id)


def take(store: Store, text: str = TABLE) -> AgendaPlan:
    return import_agenda(store, "E-1", read_pasted_agenda(text))


def test_a_pasted_agenda_is_taken_once(store: Store, event: Event) -> None:
    assert plan_agenda(store, "E-1", read_pasted_agenda(TABLE)).count("new") == 3
    assert sessions(store, event) == ()
    assert take(store).count("new") == 3
    made = sessions(store, event)
    assert [(s.code, s.start, s.kind, s.room) for s in made] == [
        ("d1s1", time(8), SessionKind.REGISTRATION, ""),
        ("d1s2", time(8, 30), SessionKind.OPENING, "ຫ້ອງໃຫຍ່"),
        ("d2s1", time(8), SessionKind.GROUP_WORK, ""),
    ]
    assert made[1].parts[0].text_lo == "ທ່ານ ບຸນມີ ພິມມະສອນ, ປະທານ"
    assert made[1].parts[0].registration_id is not None
    assert take(store).count("unchanged") == 3
    assert sessions(store, event) == made
    did = _last(store)
    store.undo(did)
    assert sessions(store, event) == ()


def _last(store: Store) -> UUID:
    with store.read() as reader:
        did = reader.undoable(store.origin.author)
    assert did is not None
    return did.id


def test_a_corrected_agenda_changes_what_it_names_and_removes_nothing(
    store: Store, event: Event
) -> None:
    take(store)
    later = TABLE.replace("8:30-9:00\tກ່າວເປີດ", "8:45-9:30\tກ່າວເປີດ").replace(
        "8:00-8:30\tລົງທະບຽນ\tພະນັກງານຊ່ວຍວຽກ\t\n", ""
    )
    plan = take(store, later)
    assert [(row.action, row.changes) for row in plan.rows] == [
        ("changed", ("start", "end")), ("unchanged", ()),
    ]  # fmt: skip
    assert [(s.code, s.start) for s in sessions(store, event)] == [
        ("d1s1", time(8)), ("d1s2", time(8, 45)), ("d2s1", time(8)),
    ]  # fmt: skip


def test_an_agenda_of_last_year_is_taken_for_these_days(store: Store, event: Event) -> None:
    plan = take(store, TABLE.replace("2026", "2025"))
    assert [(row.day, row.action) for row in plan.rows] == [
        (FIRST, "new"), (FIRST, "new"), (LAST, "new"),
    ]  # fmt: skip
    assert [problem.code for problem in plan.problems] == ["other-days"]
    partly = plan_agenda(store, "E-1", read_pasted_agenda(TABLE.replace("6/1/2026", "9/1/2026")))
    assert [problem.code for problem in partly.problems] == ["outside"]


@pytest.mark.parametrize("language", ["lo", "en", "lo-en"])
def test_our_own_excel_agenda_comes_back_unchanged(
    store: Store, event: Event, tmp_path: Path, language: str
) -> None:
    take(store)
    for session in sessions(store, event):
        agenda.change_session(store, session, title_en=f"Session {session.code}")
    for kind, start in ((SessionKind.DISCUSSION, "12:00"), (SessionKind.CLOSING, "13:00")):
        agenda.add_session(
            store, event.id, day=LAST, start=time.fromisoformat(start), end=time(14),
            title_lo=f"ຫົວຂໍ້ {start}", title_en=f"Topic {start}", kind=kind,
        )  # fmt: skip
    path = tmp_path / "back.xlsx"
    path.write_bytes(paper_bytes(store, "E-1", "agenda", language, "xlsx"))
    plan = plan_agenda(store, "E-1", read_agenda(path))
    assert [(row.action, row.changes) for row in plan.rows] == [("unchanged", ())] * 5


def test_the_command_previews_imports_and_tells_json(
    store: Store, event: Event, database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "agenda.tsv"
    path.write_text(TABLE, encoding="utf-8")
    command = ["--data", str(database), "agenda", "import", "E-1", str(path), "--json"]
    assert cli.main([*command, "--preview"]) == 0
    assert json.loads(capsys.readouterr().out)["new"] == 3
    assert sessions(store, event) == ()
    assert cli.main(command) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["rows"], document["new"]) == (3, 3)
    assert document["sessions"][1]["start"] == "08:30"
    assert len(sessions(store, event)) == 3
    path.write_text("ບໍ່ມີຫຍັງ", encoding="utf-8")
    assert cli.main(command) == 3


def test_the_calendar_file(store: Store, event: Event) -> None:
    take(store)
    first = sessions(store, event)[0]
    agenda.move_session(store, first, day=FIRST, start=time(7, 30), end=time(8))
    data = agenda_calendar(store, "E-1", "lo")
    calendar = icalendar.Calendar.from_ical(data)
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Vientiane"]
    entries = {str(e["UID"]): e for e in calendar.walk("VEVENT")}
    entry = entries[f"{first.id}@workshopdesk"]
    assert str(entry["SUMMARY"]) == "ລົງທະບຽນ"
    assert entry.decoded("DTSTART").isoformat() == "2026-01-05T07:30:00+07:00"
    assert entry["SEQUENCE"] == sessions(store, event)[0].version > first.version
    assert "ບຸນມີ" not in data.decode()
    assert "ບຸນມີ" in agenda_calendar(store, "E-1", "lo", names=True).decode().replace("\r\n ", "")
    assert max(map(len, data.split(b"\r\n"))) <= 75


def test_an_empty_agenda_makes_no_calendar(store: Store, event: Event) -> None:
    with pytest.raises(UserError):
        agenda_calendar(store, event.code, "en")
