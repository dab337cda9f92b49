"""People as a whole: finding them, and telling who was entered twice.

Hides how records are laid out for comparing. Nothing here joins two people by itself: what looks
like one person is offered, with reasons, and every decision can be taken back.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from workshopdesk.domain.people import Person
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.exchange.bulk import without_collecting
from workshopdesk.i18n import N_
from workshopdesk.matching.people import Directory, Known, Match
from workshopdesk.matching.phones import national
from workshopdesk.store import Reader, Store, merging
from workshopdesk.store import tables as t

_EVERYONE: Final = 10_000_000
MERGING: Final = N_("Merge %(name)s")

FIELDS: Final = merging.FIELDS
"""The fields of a person that may be taken over from the other one when two are merged."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one: how likely (0 to 1) and why, in words.

    ``certain``: a phone or an identifier agrees and the name is the same but for spelling.
    """

    first: Person
    second: Person
    first_phones: tuple[str, ...]
    second_phones: tuple[str, ...]
    score: float
    certain: bool
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """With stable English keys; reasons in the screen's language."""
        return {
            "score": self.score,
            "certain": self.certain,
            "reasons": list(self.reasons),
            "people": [
                person_json(self.first, self.first_phones),
                person_json(self.second, self.second_phones),
            ],
        }


def duplicates(store: Store, progress: Progress | None = None) -> list[Pair]:
    """Pairs to review, the likeliest first; what was decided "not the same" is not among them."""
    with store.read() as reader:
        people = {p.id: p for p in reader.people(limit=_EVERYONE)}
        phones = reader.phones(people)
        known = known_people(reader, people, phones)
        decided = _decided(reader)
    pairs: list[Pair] = []
    for match in matches(known, progress or Silent()):
        one, two = match.first.id, match.second.id
        if one is None or two is None or frozenset((one, two)) in decided:
            continue
        pairs.append(
            Pair(
                first=people[one],
                second=people[two],
                first_phones=phones.get(one, ()),
                second_phones=phones.get(two, ()),
                score=match.score,
                certain=match.certain,
                reasons=match.reasons,
            )
        )
    return sorted(pairs, key=lambda p: (-p.certain, -p.score, p.first.name, str(p.first.id)))


def matches(known: list[Known], progress: Progress) -> list[Match]:
    """Every two who may be one. Laying people out is a third of the work, comparing the rest."""
    half = len(known) // 2
    directory = Directory()
    with without_collecting():
        for number, person in enumerate(known):
            if number % 500 == 0:
                progress.step(number // 2, len(known) + half)
            directory.add(person)
        return list(directory.matches(_Onward(progress, half)))


@dataclass(frozen=True, slots=True)
class _Onward:
    """The progress of a part, told as that of the whole."""

    whole: Progress
    before: int

    def step(self, done: int, total: int, label: str = "") -> None:
        """So much of the part is done, after what was before it."""
        self.whole.step(done + self.before, total + self.before, label)


def _decided(reader: Reader) -> frozenset[frozenset[UUID]]:
    """Said of a person who was merged since, it holds for the one they are part of."""
    merged = reader.merged_into()
    return frozenset(frozenset(merged.get(id, id) for id in pair) for pair in reader.not_same())


def known_people(
    reader: Reader, people: dict[UUID, Person], phones: dict[UUID, tuple[str, ...]]
) -> list[Known]:
    """Everyone, as `matching` compares them."""
    identifiers = reader.identifiers()
    return [
        Known(
            id=p.id,
            name=p.name,
            name_latin=f"{p.given_name_latin} {p.surname_latin}".strip(),
            phones=tuple(national(number) or number for number in phones.get(p.id, ())),
            identifiers=identifiers.get(p.id, ()),
            sex=p.sex,
            organisation=str(p.organisation_id or ""),
            province=p.province or "",
            birth_year=p.birth_year,
            birth_date=p.birth_date.strftime("%Y%m%d") if p.birth_date else "",
        )
        for p in people.values()
    ]


def merge(store: Store, keep_id: UUID, other_id: UUID, fields: Collection[str] = ()) -> None:
    """Make the other person part of the one kept; ``fields`` are those taken from the other.

    Raises UserError when one of them is merged already or a field does not exist.
    """
    with store.unit_of_work(MERGING, name=_name(store, other_id)) as work:
        merging.merge(work, keep_id, other_id, fields)
        work.commit()


def unmerge(store: Store, person_id: UUID) -> None:
    """Tell a merged person apart again, with all that was theirs. UserError when not merged."""
    with store.unit_of_work(N_("Take a merge back")) as work:
        merging.unmerge(work, person_id)
        work.commit()


def not_same(store: Store, a: UUID, b: UUID) -> None:
    """Two people are not one: never asked again."""
    first, second = sorted((a, b))
    with store.unit_of_work(N_("Two people are not one")) as work:
        if not work.find(t.NotSamePerson, person_id=first, other_id=second):
            work.add(t.NotSamePerson(person_id=first, other_id=second))
        work.commit()


def _name(store: Store, person_id: UUID) -> str:
    with store.read() as reader:
        return reader.person(person_id).name


def find_json(store: Store, text: str, limit: int = 50) -> dict[str, object]:
    """What `people find --json` prints: {text, people: [...]}, the nearest first."""
    with store.read() as reader:
        people = reader.people(text, limit)
        phones = reader.phones(p.id for p in people)
    return {"text": text, "people": [person_json(p, phones.get(p.id, ())) for p in people]}


def duplicates_json(store: Store, progress: Progress | None = None) -> dict[str, object]:
    """What `people duplicates --json` prints: {pairs: [{score, certain, reasons, people}]}."""
    return {"pairs": [pair.as_json() for pair in duplicates(store, progress)]}


def person_json(person: Person, phones: tuple[str, ...]) -> dict[str, object]:
    """A person with stable English keys; unknown is null."""
    latin = f"{person.given_name_latin} {person.surname_latin}".strip()
    return {
        "id": str(person.id),
        "name": person.name,
        "name_latin": latin or None,
        "honorific": person.honorific or None,
        "sex": person.sex,
        "birth_year": person.birth_year,
        "phones": list(phones),
        "position": person.position or None,
        "organisation_id": str(person.organisation_id) if person.organisation_id else None,
        "province": person.province,
        "district": person.district,
    }
