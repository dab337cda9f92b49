"""Invitations: a letter a unit with its seats and the agenda; who answered, who is named."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.documents import reading
from tests.services.test_papers import EVENT, sample

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.invitation import Answer, Invitation
from workshopdesk.services import invitations
from workshopdesk.services.papers import paper_bytes
from workshopdesk.store import Store, open_store

__all__ = ["sample"]

UNITS = ("ສະພາປະຊາຊົນແຂວງຄຳມ່ວນ", "ຫ້ອງການຍຸຕິທຳ", "ສະຫະພັນແມ່ຍິງ & <ລາວ>")


@pytest.fixture
def store(sample: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the sample programme that a test may change."""
    opened = open_store(str(shutil.copy(sample, tmp_path / "copy.wdb")))
    yield opened
    opened.close()


def of(store: Store) -> tuple[Invitation, ...]:
    """The letters of the event."""
    with store.read() as reader:
        return reader.invitations(reader.event(EVENT).id)


@pytest.mark.parametrize("language", ["lo", "en", "lo-en"])
def test_each_unit_has_its_letter_with_number_seats_basis_and_agenda(
    store: Store, language: str
) -> None:
    for n, unit in enumerate(UNITS, 1):
        key = invitations.invite(store, EVENT, unit, seats=10 * n + 1)
        invitations.change(store, key, number=f"{n:03d}/ສພຂ")
    invitations.set_basis(store, EVENT, "ແຜນວຽກປະຈຳປີ 2025", "the work plan of 2025")
    pages = reading.pages(paper_bytes(store, EVENT, "invitations", language, "pdf"))
    letters = [page for page in pages if "/ສພຂ" in page and "2025" in page and "00" in page]
    names = [one.name("en" if language == "en" else "lo") for one in of(store)]
    assert len(names) == len(UNITS)
    for n, unit in enumerate(names, 1):
        (letter,) = [page for page in letters if f"{n:03d}/ສພຂ" in page]
        assert unit in letter.replace("\n", "")
        assert str(10 * n + 1) in letter
        assert ("work plan" if language == "en" else "ແຜນວຽກປະຈຳປີ") in letter
    with store.read() as reader:
        days = {s.day for s in reader.sessions(reader.event(EVENT).id)}
    assert len(pages) >= len(UNITS) * (1 + len(days))


def test_answers_and_named_people_are_followed(store: Store) -> None:
    with store.read() as reader:
        people = reader.participants(reader.event(EVENT).id)
    unit = people[0].organisation
    there = sum(1 for p in people if p.organisation == unit)
    key = invitations.invite(store, EVENT, unit, seats=5)
    assert [(i.named, i.answer) for i in of(store)] == [(there, Answer.OPEN)]
    assert invitations.mark_sent(store, EVENT, date(2025, 9, 1)) == 1
    assert invitations.mark_sent(store, EVENT, date(2025, 9, 2)) == 0
    invitations.answer(store, [key], Answer.ACCEPTED, date(2025, 9, 5))
    (one,) = of(store)
    assert (one.sent_on, one.answer, one.answered_on) == (
        date(2025, 9, 1), Answer.ACCEPTED, date(2025, 9, 5),
    )  # fmt: skip
    invitations.withdraw(store, key)
    assert of(store) == ()


@pytest.mark.parametrize(("unit", "seats"), [("  ", 3), ("ຫ້ອງການ", 0), ("ຫ້ອງການ", 501)])
def test_a_letter_needs_a_unit_and_seats(store: Store, unit: str, seats: int) -> None:
    with pytest.raises(UserError):
        invitations.invite(store, EVENT, unit, seats)
