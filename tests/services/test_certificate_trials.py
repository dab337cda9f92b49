"""The register holds: hundreds printed, some revoked, reissued, replaced; two desks; a kill.

``make endurance`` sets WORKSHOPDESK_ENDURANCE for 500 certificates.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from openpyxl import load_workbook
from tests.store.samples import add_event
from tests.store.servers import USER, binaries, running_server

from workshopdesk.domain.certificate import Certificate, CertificateState
from workshopdesk.services import certificates, door
from workshopdesk.services.door import Wanted
from workshopdesk.services.papers.register import register_bytes
from workshopdesk.store import Store, open_store
from workshopdesk.store import tables as t

LONG = int(os.environ.get("WORKSHOPDESK_ENDURANCE", "0")) >= 100
PEOPLE, DESK_PEOPLE, KILLS = (500, 500, 8) if LONG else (60, 6, 1)
CODE, TODAY = "E1", date(2025, 10, 1)
ROOT = Path(__file__).parent.parent.parent
by_signals = pytest.mark.skipif(os.name != "posix", reason="processes are stopped by signals")


def fill(store: Store, count: int) -> list[UUID]:
    """An event with so many people; their registrations."""
    with store.unit_of_work("Fill") as work:
        event = add_event(work, CODE)
        made = []
        for order in range(1, count + 1):
            person = work.add(t.Person(given_name=f"ຄຳ{order}", surname="ວົງພະຈັນ"))
            made.append(
                work.add(t.Registration(
                    event_id=event.id, person_id=person.id, order=order, role="participant"))
            )  # fmt: skip
        work.commit()
        return [registration.id for registration in made]


def kept(store: Store) -> tuple[Certificate, ...]:
    with store.read() as reader:
        return reader.certificates()


def assert_without_gap_or_double(store: Store) -> int:
    """Every number up to the newest is kept once; gives how many."""
    with store.unit_of_work("Look") as work:
        sequences = sorted(record.sequence for record in work.find(t.Certificate))
        (series,) = work.find(t.CertificateSeries)
    assert sequences == list(range(1, series.last + 1))
    numbers = Counter(c.number for c in kept(store))
    assert set(numbers.values()) == {1}
    holders = Counter(
        c.registration_id for c in kept(store) if c.state is not CertificateState.REVOKED
    )
    assert max(holders.values()) == 1
    return series.last


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with an event and its people."""
    path = tmp_path / "desk.wdb"
    store = open_store(str(path), create=True)
    fill(store, PEOPLE)
    store.close()
    return path


def test_hundreds_printed_ten_revoked_five_reissued_some_replaced(
    file: Path, tmp_path: Path
) -> None:
    store = open_store(str(file))
    made = door.make(store, Wanted(CODE))
    assert len(made.certificates) == PEOPLE
    chance = random.Random(8)
    chosen = chance.sample(made.certificates, 22)
    for certificate in chosen[:10]:
        certificates.revoke(store, certificate, "ຜິດ", TODAY)
    for certificate in chosen[10:15]:
        certificates.reissue(store, certificate, "ເສຍ")
    for certificate in chosen[15:]:
        certificates.replace(store, CODE, certificate, "ຊື່ຜິດ", TODAY)
    assert assert_without_gap_or_double(store) == PEOPLE + 7
    assert len(door.make(store, Wanted(CODE)).certificates) == PEOPLE - 10
    (tmp_path / "r.xlsx").write_bytes(register_bytes(store, "lo", "xlsx", event_code=CODE))
    rows = load_workbook(tmp_path / "r.xlsx").worksheets[0].iter_rows(values_only=True)
    printed = [row[0] for row in rows if str(row[0]).endswith("/2025") and row[7]]
    assert printed == [c.number for c in kept(store)]
    store.close()


def desk(database: str, first: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.services.desk_at_door", database, CODE, str(first)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def stopped_after(child: subprocess.Popen[str], count: int) -> list[str]:
    """What a desk printed until it was killed in the middle of the next one."""
    assert child.stdout is not None
    said = [child.stdout.readline().strip() for _ in range(count)]
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read().split()
    child.wait()
    return [*said, *rest]


@by_signals
@pytest.mark.timeout(3600)
def test_a_desk_killed_while_printing_leaves_no_gap(file: Path) -> None:
    chance = random.Random(3)
    said: list[str] = []
    for kill in range(KILLS):
        with desk(str(file), 5 * kill) as child:
            said += stopped_after(child, chance.randrange(2, 5))
        store = open_store(str(file))
        assert_without_gap_or_double(store)
        assert set(said) <= {c.number for c in kept(store)}
        assert store.check() == []
        store.close()


@pytest.fixture(scope="module")
def server_database() -> Iterator[str]:
    """A database on a server, with an event and its people."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL IS NOT TESTED: no initdb found on this machine")
    with running_server(programs) as socket:
        with psycopg.connect(f"host={socket} user={USER} dbname=postgres", autocommit=True) as root:
            root.execute("CREATE DATABASE door")
        url = f"postgresql://{USER}@/door?host={socket}"
        store = open_store(url, create=True)
        fill(store, DESK_PEOPLE)
        store.close()
        yield url


@by_signals
@pytest.mark.timeout(3600)
def test_two_desks_and_one_killed_never_give_a_number_twice(server_database: str) -> None:
    with desk(server_database, 0) as killed, desk(server_database, DESK_PEOPLE // 2) as other:
        before = stopped_after(killed, 2)
        with desk(server_database, 0) as again:
            told = [line for child in (other, again) if child.stdout for line in child.stdout]
    assert (other.returncode, again.returncode) == (0, 0)
    store = open_store(server_database)
    assert assert_without_gap_or_double(store) == DESK_PEOPLE
    assert len(told) == 2 * DESK_PEOPLE
    assert {*before, *(line.strip() for line in told)} == {c.number for c in kept(store)}
    store.close()
