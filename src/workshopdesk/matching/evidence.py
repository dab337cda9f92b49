"""What speaks for and against two people being one, in bits; hides how evidence is weighed.

The weights are log2 likelihood ratios (Fellegi and Sunter, "A Theory for Record Linkage", 1969):
agreement on a rare name says more than on a common one, and a person is looked for among so many
that agreement has to outweigh their number. docs/decisions/0030-who-is-this.md has the figures.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log2
from typing import Final, NamedTuple
from uuid import UUID

from rapidfuzz.distance import OSA, JaroWinkler

from workshopdesk.domain.people import Sex
from workshopdesk.lao.text import search_key
from workshopdesk.matching.names import Likeness, Name, Word, compared, likeness, name

SMALLEST: Final = 20_000
"""A directory of fewer people than this is taken for a sample of so many."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of a person already known (or of an incoming row).

    ``organisation`` is a key or id as text, ``province`` a code, ``birth_date`` eight digits
    (year, month, day), ``village`` the home in words, its parts set off by commas; "" where
    unknown.
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
    birth_date: str = ""
    village: str = ""


class Prepared(NamedTuple):
    """A person laid out for comparing: names in the scripts they are known in."""

    known: Known
    names: tuple[Name, ...]
    phones: frozenset[str]
    identifiers: frozenset[str]
    year: int | None
    village: tuple[str, ...]


def prepared(known: Known) -> Prepared:
    """Lay a person out for comparing."""
    named = (name(text) for text in (known.name, known.name_latin))
    year = int(known.birth_date[:4]) if known.birth_date[:4].isdigit() else known.birth_year
    return Prepared(
        known,
        tuple(n for n in named if n is not None),
        frozenset(known.phones),
        frozenset(known.identifiers),
        year,
        tuple(filter(None, map(search_key, known.village.split(",")))) if known.village else (),
    )


class Frequencies:
    """How common names, organisations, places and phones are among the people known.

    ``prior``: the bits that speak against two people taken at random being one.
    """

    def __init__(self) -> None:
        self.people = 0
        self.prior = -log2(SMALLEST)
        self._rarity: dict[str, float] = {}
        self._unit_rarity: dict[str, float] = {}
        self._words: Counter[str] = Counter()
        self._units: Counter[str] = Counter()

    def add(self, person: Prepared) -> None:
        """Count one more person."""
        self.people += 1
        self.prior = -log2(max(self.people, SMALLEST))
        self._rarity.clear()
        self._unit_rarity.clear()
        for spelling in person.names[:1]:
            self._words[spelling.given.sound] += 1
            if spelling.surname is not None:
                self._words[spelling.surname.sound] += 1
        known = person.known
        self._units.update(filter(None, (known.organisation, "=" + known.province, *known.phones)))
        self._units.update("@" + part for part in person.village)

    def rarity(self, sound: str) -> float:
        """The bits that agreement on a name's word is worth."""
        known = self._rarity.get(sound)
        if known is None:
            seen = self._words[sound] + 0.4
            known = min(max(log2((self.people + 200) / seen) - 0.5, 3.0), 9.0)
            self._rarity[sound] = known
        return known

    def established(self, a: Word, b: Word) -> bool:
        """Whether both words are names of several people: then one is no slip for the other."""
        return min(self._words[a.sound], self._words[b.sound]) >= 3 and a.sound != b.sound

    def phone_rarity(self, phone: str) -> float:
        """The bits that agreement on a phone is worth: less for one that many share."""
        return log2((self.people + SMALLEST) / (self._units[phone] + 1))

    def unit_rarity(self, unit: str) -> float:
        """The bits that agreement on an organisation or a province is worth."""
        known = self._unit_rarity.get(unit)
        if known is None:
            known = log2((self.people + 60) / (self._units[unit] + 1))
            self._unit_rarity[unit] = known
        return known


class NameFit(NamedTuple):
    """How the names of two people fit: by word, and what that is worth in bits."""

    bits: float
    given: Likeness
    surname: Likeness | None
    swapped: bool
    across: bool


NO_NAME: Final = NameFit(-6.0, Likeness.OTHER, None, False, False)
# What is lost against full agreement, by likeness; below SLIP the weight is the figure itself.
_LOST: Final = {
    Likeness.EQUAL: 0.0,
    Likeness.SPELLING: 0.3,
    Likeness.SOUND: 0.8,
    Likeness.SLIP: 2.0,
}
_APART: Final = {Likeness.NEAR: -2.5, Likeness.OTHER: -9.0}
_SURNAME_APART: Final = {Likeness.NEAR: -1.0, Likeness.OTHER: -5.5}
_ESTABLISHED: Final = -4.5


def name_fit(a: Prepared, b: Prepared, common: Frequencies) -> NameFit:
    """The best fit among the scripts the names are known in."""
    best = NO_NAME
    for x in a.names:
        for y in b.names:
            fit = _fit(x, y, common)
            if fit.bits > best.bits or best is NO_NAME:
                best = fit
    return best


def _fit(x: Name, y: Name, common: Frequencies) -> NameFit:
    across = x.given.lao != y.given.lao
    given = likeness(x.given, y.given)
    surname = likeness(x.surname, y.surname) if x.surname and y.surname else None
    if given < Likeness.SLIP and x.whole.loose == y.whole.loose and x.surname and y.surname:
        given = surname = Likeness.SPELLING  # the space stands elsewhere
    bits = _word_bits(x.given, y.given, given, common, _APART)
    if surname is not None and x.surname and y.surname:
        bits += _word_bits(x.surname, y.surname, surname, common, _SURNAME_APART)
    elif x.surname or y.surname:
        return _with_one_word(x, y, common, across)
    straight = NameFit(bits, given, surname, False, across)
    if x.surname is None or y.surname is None or given >= Likeness.SLIP:
        return straight
    crossed = likeness(x.given, y.surname), likeness(x.surname, y.given)
    if min(crossed) < Likeness.SLIP:
        return straight
    bits = _word_bits(x.given, y.surname, crossed[0], common, _APART) - 2.0
    bits += _word_bits(x.surname, y.given, crossed[1], common, _APART)
    return max(straight, NameFit(bits, *crossed, True, across))


def _with_one_word(x: Name, y: Name, common: Frequencies, across: bool) -> NameFit:
    """One of the two is a single word: a given name, or a surname whose given name is missing."""
    whole = compared(x.whole, y.whole)
    single, full = (x, y) if x.surname is None else (y, x)
    best = max(likeness(single.given, full.given), whole)
    bits = _word_bits(single.given, full.given, best, common, _APART) - 0.5
    surname = likeness(single.given, full.surname) if full.surname else Likeness.OTHER
    if full.surname and surname > best:
        bits = _word_bits(single.given, full.surname, surname, common, _APART) - 1.0
        return NameFit(bits, surname, None, True, across)
    return NameFit(bits, best, None, False, across)


def _word_bits(
    a: Word, b: Word, like: Likeness, common: Frequencies, apart: dict[Likeness, float]
) -> float:
    if like < Likeness.SLIP:
        return apart[like]
    if like is Likeness.SLIP and common.established(a, b):
        return _ESTABLISHED
    worth = common.rarity(a.sound)
    if a.sound != b.sound:
        worth = min(worth, common.rarity(b.sound))
    return max(worth - _LOST[like], 0.5)


class Evidence(NamedTuple):
    """All that is known of two people side by side. None: not known of both."""

    name: NameFit
    phone: bool | None
    identifier: bool | None
    same_sex: bool | None
    organisation: bool | None
    province: bool | None
    village: bool | None
    birth: Likeness | None
    bits: float


_MOST_WITHOUT_NUMBER: Final = 17.5
"""The most that organisation, province, sex and year of birth can say together."""


def weigh_if_hopeful(a: Prepared, b: Prepared, common: Frequencies) -> Evidence | None:
    """As `weigh`; None when nothing but the name could make these two one, and it does not."""
    fit = name_fit(a, b, common)
    if fit.bits + _MOST_WITHOUT_NUMBER + common.prior < 0:
        told = (a.known.birth_date and b.known.birth_date) or (a.village and b.village)
        if not (told or a.phones & b.phones or a.identifiers & b.identifiers):
            return None
    return weigh(a, b, common, fit)


def weigh(a: Prepared, b: Prepared, common: Frequencies, fit: NameFit | None = None) -> Evidence:
    """Put two people side by side. ``bits`` above 0: more likely one than two."""
    one, two = a.known, b.known
    fit = fit or name_fit(a, b, common)
    shared = a.phones & b.phones
    phone = bool(shared) if a.phones and b.phones else None
    identifier = _share(a.identifiers, b.identifiers)
    same_sex = one.sex is two.sex if one.sex and two.sex else None
    organisation, province = (
        _same(one.organisation, two.organisation),
        _same(one.province, two.province),
    )
    village, home = _home(a.village, b.village, common)
    birth = _birth(a, b)
    bits = common.prior + fit.bits + _BIRTH[birth] + home
    if phone is not None:
        worth = max(map(common.phone_rarity, shared)) if shared else 0.0
        bits += min(worth, 12.0) - 1.0 if shared else -3.0
    bits += _said(identifier, 16.0, -4.0) + _said(same_sex, 0.8, -6.0)
    if organisation is not None:
        bits += min(common.unit_rarity(one.organisation), 8.0) - 0.7 if organisation else -2.5
    if province is not None:
        bits += min(common.unit_rarity("=" + one.province), 4.0) if province else -3.5
    return Evidence(fit, phone, identifier, same_sex, organisation, province, village, birth, bits)


def _said(agrees: bool | None, worth: float, against: float) -> float:
    return 0.0 if agrees is None else worth if agrees else against


_BIRTH: Final[dict[Likeness | None, float]] = {
    None: 0.0,
    Likeness.EQUAL: 11.0,
    Likeness.SPELLING: 7.5,
    Likeness.SOUND: 4.5,
    Likeness.SLIP: 0.0,
    Likeness.NEAR: -1.5,
    Likeness.OTHER: -4.5,
}


def _birth(a: Prepared, b: Prepared) -> Likeness | None:
    """EQUAL and SPELLING (a slip): days; SOUND: the year; SLIP: a year apart; NEAR: a digit."""
    day_a, day_b = a.known.birth_date, b.known.birth_date
    if day_a and day_b:
        if day_a == day_b:
            return Likeness.EQUAL
        if OSA.distance(day_a, day_b, score_cutoff=1) <= 1 or sorted_day(day_a) == sorted_day(
            day_b
        ):
            return Likeness.SPELLING
    if a.year is None or b.year is None:
        return None
    if a.year == b.year:
        return Likeness.NEAR if day_a and day_b else Likeness.SOUND
    if abs(a.year - b.year) == 1:
        return Likeness.SLIP
    slip = OSA.distance(str(a.year), str(b.year), score_cutoff=1) <= 1
    return Likeness.NEAR if slip else Likeness.OTHER


def sorted_day(digits: str) -> tuple[str, ...]:
    """Year, then month and day in either order."""
    return digits[:4], *sorted((digits[4:6], digits[6:8]))


def _share(a: frozenset[str], b: frozenset[str]) -> bool | None:
    """Whether a number is the same; None when one slip of a digit would make it so."""
    if not a or not b:
        return None
    return bool(a & b) or (None if any(_one_slip(x, y) for x in a for y in b) else False)


def _one_slip(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= 6 and OSA.distance(a, b, score_cutoff=1) <= 1


def _same(a: str, b: str) -> bool | None:
    return a == b if a and b else None


def _home(a: tuple[str, ...], b: tuple[str, ...], common: Frequencies) -> tuple[bool | None, float]:
    """Whether the homes are one, and what that is worth; parts may stand in another order."""
    if not a or not b:
        return None, 0.0
    left = list(b)
    bits = 0.0
    for part in a:
        other = next((other for other in left if _alike(part, other)), None)
        if other is None:
            continue
        left.remove(other)
        rarer = max(common.unit_rarity("@" + part), common.unit_rarity("@" + other))
        bits += min(rarer - 0.5, _PART) if len(a) + len(b) > 2 else _HOME
    apart = min(len(a), len(b)) - (len(b) - len(left))
    bits -= _APART_HOME * apart
    return bits > 0, min(bits, _WHOLE_HOME)


_HOME: Final = 6.0
_PART: Final = 5.0
_WHOLE_HOME: Final = 18.0
_APART_HOME: Final = 1.5


def _alike(a: str, b: str) -> bool:
    """Numbers are the same or not; words may be mistyped."""
    if a == b:
        return True
    if a.isdigit() or b.isdigit():
        return False
    return JaroWinkler.similarity(a, b, score_cutoff=0.88) > 0
