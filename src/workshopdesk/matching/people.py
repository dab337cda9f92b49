"""Who is this: known people a row may be, with a score and reasons in words.

Hides blocking (only people who share a phone or a part of the name are compared) and how the
evidence is weighed. Certain is only what a phone or identifier confirms and the name fits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from workshopdesk.domain.people import Sex
from workshopdesk.i18n import _
from workshopdesk.lao.text import is_lao
from workshopdesk.matching.names import FIT, latin_key, name_key, similarity

LIKELY: Final = 0.8
_MOST_IN_BLOCK: Final = 400
_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of a person already known (or of an incoming row).

    ``organisation`` is a key or id as text, ``province`` a code; "" where unknown.
    """

    id: UUID | None
    name: str
    name_latin: str = ""
    phones: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    sex: Sex | None = None
    organisation: str = ""
    province: str = ""
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known person a row may be: how likely (0 to 1), why, and whether that is certain."""

    person: Known
    score: float
    certain: bool
    reasons: tuple[str, ...]


class Directory:
    """The people already known, laid out so that a row is compared with few of them."""

    def __init__(self, people: Iterable[Known]) -> None:
        self._by_phone: dict[str, list[Known]] = defaultdict(list)
        self._by_block: dict[str, list[Known]] = defaultdict(list)
        for person in people:
            self.add(person)

    def add(self, person: Known) -> None:
        """Make one more person known."""
        for number in (*person.phones, *person.identifiers):
            self._by_phone[number].append(person)
        for block in _blocks(person):
            self._by_block[block].append(person)

    def certain(self, row: Known) -> Known | None:
        """The one person a row certainly is: a phone or identifier agrees and the name fits."""
        fitting = [
            person
            for number in (*row.phones, *row.identifiers)
            for person in self._by_phone.get(number, ())
            if name_fit(row, person) >= FIT and not _other_sex(row, person)
        ]
        ids = {person.id for person in fitting}
        return max(fitting, key=lambda p: name_fit(row, p)) if len(ids) == 1 else None

    def candidates(self, row: Known) -> tuple[Candidate, ...]:
        """The likeliest people a row may be, likeliest first; none below LIKELY."""
        near: dict[UUID | None, Known] = {}
        for number in (*row.phones, *row.identifiers):
            near.update((p.id, p) for p in self._by_phone.get(number, ()))
        for block in _blocks(row):
            sharing = self._by_block.get(block, ())
            if len(sharing) <= _MOST_IN_BLOCK:
                near.update((p.id, p) for p in sharing)
        judged = (judge(row, person) for person in near.values() if person.id != row.id)
        likely = sorted((c for c in judged if c.score >= LIKELY), key=lambda c: -c.score)
        return tuple(likely[:_MOST])


def name_fit(a: Known, b: Known) -> float:
    """How well the names fit, in whichever scripts both are known."""
    pairs = [(a.name, b.name), (a.name_latin, b.name_latin), (a.name, b.name_latin)]
    pairs.append((a.name_latin, b.name))
    return max((similarity(x, y) for x, y in pairs if x and y), default=0.0)


def judge(row: Known, person: Known) -> Candidate:
    """Weigh everything known of two people: the name leads, the rest confirms or speaks against."""
    fit = name_fit(row, person)
    phone = bool(set(row.phones) & set(person.phones))
    identifier = bool(set(row.identifiers) & set(person.identifiers))
    reasons = [_name_reason(row, person, fit)]
    score = 0.9 * fit
    if phone:
        score += 0.25
        reasons.append(_("the same phone"))
    if identifier:
        score += 0.3
        reasons.append(_("the same identifier"))
    score += _unit_and_place(row, person, reasons)
    score += _against(row, person, reasons)
    certain = (phone or identifier) and fit >= FIT and not _other_sex(row, person)
    return Candidate(
        person, round(min(max(score, 0.0), 1.0), 3), certain, tuple(filter(None, reasons))
    )


def _name_reason(row: Known, person: Known, fit: float) -> str:
    if fit >= 1.0:
        return _("the same name")
    if fit >= 0.98:
        return _("the same name, spelled otherwise")
    if any(map(is_lao, row.name)) != any(map(is_lao, person.name)) and fit >= 0.8:
        return _("a Lao and a Latin name that sound alike")
    return _("a similar name") if fit >= 0.8 else ""


def _unit_and_place(row: Known, person: Known, reasons: list[str]) -> float:
    unit = bool(row.organisation) and row.organisation == person.organisation
    place = bool(row.province) and row.province == person.province
    if unit and place:
        reasons.append(_("the same organisation and province"))
        return 0.08
    if unit:
        reasons.append(_("the same organisation"))
        return 0.05
    if place:
        reasons.append(_("the same province"))
        return 0.02
    return 0.0


def _against(row: Known, person: Known, reasons: list[str]) -> float:
    score = 0.0
    if _other_sex(row, person):
        reasons.append(_("against: another sex"))
        score -= 0.3
    if row.phones and person.phones and not set(row.phones) & set(person.phones):
        reasons.append(_("against: another phone"))
        score -= 0.05
    if row.birth_year and person.birth_year:
        apart = abs(row.birth_year - person.birth_year)
        if apart == 0:
            reasons.append(_("the same year of birth"))
            score += 0.05
        elif apart > 1:
            reasons.append(_("against: another year of birth"))
            score -= 0.15
    return score


def _other_sex(a: Known, b: Known) -> bool:
    return a.sex is not None and b.sex is not None and a.sex is not b.sex


def _blocks(person: Known) -> set[str]:
    """Keys two spellings of a name share: its words' consonants in Latin, each by itself."""
    found: set[str] = set()
    for name in (person.name, person.name_latin):
        for word in name.split():
            bones = "".join(ch for ch in latin_key(word) if ch not in "aeiou")
            if bones:
                found.add(bones[:5])
        if name:
            found.add("=" + name_key(name))
    return found
