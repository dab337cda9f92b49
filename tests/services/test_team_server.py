"""What the program does, tried by each role on a team's server: done, or refused in words."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from tests.store.full import fill
from tests.store.servers import USER, binaries, running_server

from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.errors import Conflict, UserError
from workshopdesk.services import attendance, events, import_list, papers, people, registrations
from workshopdesk.services import report as reports
from workshopdesk.services.period import Scope
from workshopdesk.store import Store, open_store, privacy
from workshopdesk.store import tables as t
from workshopdesk.store.server import initialising, members
from workshopdesk.store.server.names import Group

LIST = "Name\tSex\tPosition\nທ້າວ ຄຳໃໝ່ ມາລາ\tM\tວິຊາການ\nນາງ ບົວໃໝ່ ແກ້ວ\tF\tວິຊາການ\n"


@dataclass(frozen=True)
class Team:
    """Windows of everyone on one server: P1 with event E1 is Anna's, P2 with E2 is not."""

    boss: Store
    anna: Store
    oulay: Store
    vieng: Store

    def event(self, code: str) -> UUID:
        """The key of an event."""
        with self.boss.read() as reader:
            return reader.event(code).id

    def person(self, code: str, order: int) -> UUID:
        """Somebody registered at an event."""
        with self.boss.read() as reader:
            found = [p for p in reader.participants(self.event(code)) if p.order == order]
        assert found[0].person_id is not None
        return found[0].person_id


@pytest.fixture(scope="module")
def team() -> Iterator[Team]:
    """A server of this module's own, set up and filled once."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL IS NOT TESTED: no initdb found on this machine")
    with running_server(programs) as socket:
        with psycopg.connect(f"host={socket} user={USER} dbname=postgres", autocommit=True) as root:
            for login in ("anna", "oulay", "vieng"):
                root.execute(f"CREATE ROLE {login} LOGIN".encode())
        address = f"postgresql://{{}}@/postgres?host={socket}"
        initialising.init(address.format(USER))
        boss = open_store(address.format(USER))
        for number in "12":
            with boss.unit_of_work("Fill") as work:
                fill(work, number)
                work.commit()
        members.give(boss, "anna", Group.COORDINATOR, programmes=["P1"])
        members.give(boss, "oulay", Group.ORGANISER, events=["E1"])
        members.give(boss, "vieng", Group.VIEWER, programmes=["P1"])
        made = Team(boss, *(open_store(address.format(n)) for n in ("anna", "oulay", "vieng")))
        yield made
        assert boss.check() == []
        for store in (made.boss, made.anna, made.oulay, made.vieng):
            store.close()


Verb = Callable[[Team, Store, str], object]


def retitle(team: Team, store: Store, code: str) -> None:
    """Change an event."""
    with store.read() as reader:
        seen = reader.event(code)
    events.change_event(store, seen, venue_en=f"Where {store.origin.author} is")


def register(team: Team, store: Store, code: str) -> None:
    """Register somebody new."""
    registrations.add_participant(store, team.event(code), "ທ້າວ ທົດລອງ ດີ")


def mark(team: Team, store: Store, code: str) -> None:
    """Mark everyone present."""
    with team.boss.read() as reader:
        rows = reader.participants(team.event(code))
    wanted = Mark.LATE if store is team.oulay else Mark.EXCUSED
    attendance.set_marks(store, code, {rows[-1].id: {1: wanted}})


def take_in(team: Team, store: Store, code: str) -> None:
    """Import a list."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "list.tsv"
        file.write_text(LIST, encoding="utf-8")
        assert import_list.import_file(store, code, file).written


def draw(team: Team, store: Store, code: str) -> None:
    """Make a paper."""
    assert papers.paper_bytes(store, code, "sign-in-sheet", "lo", "pdf")


def merge(team: Team, store: Store, code: str) -> None:
    """Say that two people of an event are one, and that they are not."""
    one, two = team.person(code, 1), team.person(code, 2)
    people.merge(store, one, two)
    people.unmerge(store, two)


def erase(team: Team, store: Store, code: str) -> None:
    """Anonymise somebody."""
    privacy.anonymise(store, team.person(code, 3))


def count(team: Team, store: Store, code: str) -> None:
    """Report over a year."""
    assert reports.report_json(store, Scope(date(2025, 1, 1), date(2025, 12, 31)))


def take_back(team: Team, store: Store, code: str) -> None:
    """Register somebody, and take it back."""
    register(team, store, code)
    with store.read() as reader:
        did = reader.undoable(store.origin.author)
    assert did is not None
    store.undo(did.id)


def appoint(team: Team, store: Store, code: str) -> None:
    """Make somebody a coordinator."""
    members.give(store, "vieng", Group.VIEWER, programmes=["P1"])


def remove(team: Team, store: Store, code: str) -> None:
    """Delete an event."""
    with store.unit_of_work("Delete") as work:
        work.delete(work.find(t.Event, code=code)[0])
        work.commit()


ALLOWED: dict[str, tuple[Verb, ...]] = {
    "anna": (retitle, register, mark, take_in, draw, take_back, count, merge),
    "oulay": (register, mark, take_in, draw, take_back, count),
    "boss": (retitle, register, mark, take_in, draw, take_back, count, merge, appoint, erase),
}
REFUSED: dict[str, tuple[Verb, ...]] = {
    "anna": (appoint, erase, remove),
    "oulay": (retitle, merge, appoint, erase, remove),
    "vieng": (retitle, register, mark, take_in, draw, count, merge, appoint, erase, remove),
}
OF_OTHERS: dict[str, tuple[Verb, ...]] = {
    "anna": (retitle, register, mark, take_in, merge),
    "oulay": (retitle, register, mark, take_in, merge),
}


def cases(table: dict[str, tuple[Verb, ...]]) -> list[object]:
    """Who does what, named."""
    return [
        pytest.param(who, verb, id=f"{who}-{verb.__name__}")
        for who, verbs in table.items()
        for verb in verbs
    ]


@pytest.mark.parametrize(("who", "verb"), cases(ALLOWED))
def test_what_is_allowed_is_done(team: Team, who: str, verb: Verb) -> None:
    verb(team, getattr(team, who), "E1")


@pytest.mark.parametrize(("who", "verb"), cases(REFUSED))
def test_what_is_not_is_refused_in_words(team: Team, who: str, verb: Verb) -> None:
    with pytest.raises(UserError) as refused:
        verb(team, getattr(team, who), "E1" if verb is not remove else "E2")
    assert not isinstance(refused.value, Conflict)


@pytest.mark.parametrize(("who", "verb"), cases(OF_OTHERS))
def test_events_of_others_are_out_of_reach(team: Team, who: str, verb: Verb) -> None:
    with pytest.raises(UserError) as refused:
        verb(team, getattr(team, who), "E2")
    assert not isinstance(refused.value, Conflict)
