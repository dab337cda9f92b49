"""Many people at once on a team's server: no lost update, and the log agrees with the tables.

``make endurance`` sets WORKSHOPDESK_ENDURANCE for 20 clients and 10,000 edits of 200 records.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from tests.store import samples
from tests.store.conftest import origin_named

from workshopdesk.domain.errors import Conflict, UserError
from workshopdesk.store import Store, open_store
from workshopdesk.store import tables as t
from workshopdesk.store.server import initialising, members
from workshopdesk.store.server.names import Group

LONG = int(os.environ.get("WORKSHOPDESK_ENDURANCE", "0")) >= 100
CLIENTS, EDITS, RECORDS = (20, 500, 200) if LONG else (5, 12, 6)


@dataclass
class Client:
    """One person's window, and what it was told of its edits."""

    name: str
    store: Store
    events: list[UUID]
    saved: dict[UUID, list[str]] = field(default_factory=dict)
    told: Counter[str] = field(default_factory=Counter)

    def work(self) -> None:
        """Edit at random, until so many edits were answered, saved or not."""
        chance = random.Random(self.name)
        for number in range(EDITS):
            event = chance.choice(self.events)
            doing = chance.choice((self.add_word, self.add_word, self.mark, self.take_back))
            try:
                doing(event, f"{self.name}.{number}")
            except Conflict:
                self.told["conflict"] += 1
            except UserError:
                self.told["refused"] += 1
            else:
                self.told["saved"] += 1

    def add_word(self, event: UUID, word: str) -> None:
        """Add a word to what is there: a lost update would be a lost word."""
        with self.store.unit_of_work("Add a word") as work:
            record = work.get(t.Event, event)
            record.objectives_en = f"{record.objectives_en} {word}".strip()
            work.commit()
        self.saved.setdefault(event, []).append(word)

    def mark(self, event: UUID, word: str) -> None:
        """Change a mark that others change too; the first one makes it."""
        with self.store.unit_of_work("Mark") as work:
            seat = work.find(t.Registration, event_id=event)[0]
            key = t.Attendance.key(seat.id, 1)
            found = work.find(t.Attendance, id=key)
            if found:
                found[0].mark = "late" if found[0].mark == "present" else "present"
            else:
                work.add(t.Attendance(registration_id=seat.id, half_day=1, mark="present"))
            work.commit()

    def take_back(self, _event: UUID, word: str) -> None:
        """Note something and take it back again."""
        with self.store.unit_of_work("Note") as work:
            seat = work.find(t.Registration, event_id=_event)[1]
            seat.note = word
            work.commit()
            done = work.action_id
        if done is not None:
            self.store.undo(done)


@pytest.mark.timeout(3600)
def test_twenty_at_once_lose_nothing(server: Path) -> None:
    names = [f"crowd{number}" for number in range(CLIENTS)]
    with psycopg.connect(f"host={server} user=postgres dbname=postgres", autocommit=True) as root:
        root.execute("CREATE ROLE crowd_boss LOGIN CREATEROLE")
        for name in names:
            root.execute(f"CREATE ROLE {name} LOGIN".encode())
        root.execute("CREATE DATABASE crowd")
        root.execute("GRANT CREATE ON DATABASE crowd TO crowd_boss")
    address = f"postgresql://{{}}@/crowd?host={server}"
    initialising.init(address.format("crowd_boss"), origin_named("crowd"))
    boss = open_store(address.format("crowd_boss"), origin=origin_named("crowd boss"))
    with boss.unit_of_work("Set up") as work:
        programme = work.add(t.Programme(code="P"))
        made = [samples.add_event(work, f"E{number}") for number in range(RECORDS)]
        for event in made:
            work.add(t.EventProgramme(event_id=event.id, programme_id=programme.id))
            samples.add_people(work, event)
        events = [event.id for event in made]
        work.commit()
    clients = []
    for name in names:
        members.give(boss, name, Group.COORDINATOR, programmes=["P"])
        store = open_store(address.format(name), origin=origin_named(name))
        clients.append(Client(name, store, events))
    with ThreadPoolExecutor(CLIENTS) as people:
        for done in [people.submit(client.work) for client in clients]:
            done.result()
    assert_nothing_lost(boss, clients)
    for store in [boss, *(client.store for client in clients)]:
        store.close()


def assert_nothing_lost(boss: Store, clients: list[Client]) -> None:
    """Every edit was answered; what was called saved is there, and nothing else."""
    for client in clients:
        assert client.told.total() == EDITS
    with boss.read() as reader:
        for event in clients[0].events:
            words = reader.event(event).objectives_en.split()
            said = [word for client in clients for word in client.saved.get(event, [])]
            assert sorted(words) == sorted(said)
    assert boss.check() == []
