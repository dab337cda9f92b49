"""Two people side by side: where they agree, where they differ, what would be kept. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from workshopdesk.domain.people import Person
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.services import people
from workshopdesk.services.people import Pair
from workshopdesk.store import Reader, Store
from workshopdesk.ui import words

# key, words, the stored fields that are taken together
FIELDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("name", N_("Name and surname"), ("given_name", "surname")),
    ("latin", N_("Name in Latin letters"), ("given_name_latin", "surname_latin")),
    ("title", N_("Honorific"), ("honorific", "rank")),
    ("sex", N_("Sex"), ("sex",)),
    ("birth", N_("Year of birth"), ("birth_year", "birth_date", "age_said", "age_said_on")),
    ("position", N_("Position"), ("position",)),
    ("organisation", N_("Organisation"), ("organisation_id",)),
    ("place", N_("Province"), ("province", "district", "village")),
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two values of a field; what is empty is filled from the other anyway."""

    key: str
    label: str
    first: str
    second: str

    @property
    def choice(self) -> bool:
        """Whether someone has to choose."""
        return bool(self.first and self.second and self.first != self.second)


@dataclass(frozen=True, slots=True)
class Offered:
    """A pair to be reviewed."""

    key: tuple[UUID, UUID]
    names: str
    likely: str
    reasons: tuple[str, ...]
    sides: tuple[Side, ...]
    phones: tuple[str, str]

    def concerns(self, person: UUID) -> bool:
        """Whether a person is one of the two."""
        return person in self.key


def read(store: Store, progress: Progress) -> tuple[Offered, ...]:
    """Compare everyone with everyone; takes seconds with many people."""
    pairs = people.duplicates(store, progress)
    with store.read() as reader:
        describe = _describer(reader)
    return tuple(_offered(pair, describe) for pair in pairs)


def _offered(pair: Pair, describe: Callable[[Person], dict[str, str]]) -> Offered:
    first, second = describe(pair.first), describe(pair.second)
    numbers = [", ".join(map(words.phone, n)) for n in (pair.first_phones, pair.second_phones)]
    return Offered(
        (pair.first.id, pair.second.id),
        f"{first['name']} · {second['name']}",
        _("Surely") if pair.certain else f"{round(100 * pair.score)}%",
        pair.reasons,
        tuple(Side(key, _(label), first[key], second[key]) for key, label, _fields in FIELDS),
        (numbers[0], numbers[1]),
    )


def _describer(reader: Reader) -> Callable[[Person], dict[str, str]]:
    """What a person's fields say in the screen's language."""
    english = screen_language() == "en"
    units = {
        o.id: (o.name_en or o.name_lo) if english else (o.name_lo or o.name_en)
        for o in reader.organisations()
    }
    places = reader.gazetteer()

    def describe(person: Person) -> dict[str, str]:
        where = [
            place.name_en if english else place.name_lo
            for place in (
                places.district_by_code.get(person.district or ""),
                places.province_by_code.get(person.province or ""),
            )
            if place is not None
        ]
        return {
            "name": person.name,
            "latin": f"{person.given_name_latin} {person.surname_latin}".strip(),
            "title": f"{person.honorific} {person.rank}".strip(),
            "sex": words.sex(person.sex),
            "birth": str(person.birth_year or ""),
            "position": person.position,
            "organisation": units.get(person.organisation_id, "") if person.organisation_id else "",
            "place": ", ".join(where),
        }

    return describe


def stored_fields(keys: Collection[str]) -> tuple[str, ...]:
    """The stored fields to be taken from the second person for these rows."""
    return tuple(field for key, _label, fields in FIELDS if key in keys for field in fields)
