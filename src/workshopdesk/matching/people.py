"""Who is this: known people a row may be, with a score and reasons in words.

Hides blocking (only people who share a phone, a sound of the name or a birthday are compared, so
that 100,000 people take seconds) and how evidence becomes a score. Certain is only what a phone or
an identifier confirms and the name fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf, log2
from typing import Final

from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.matching.evidence import (
    Evidence,
    Frequencies,
    Known,
    Prepared,
    prepared,
    weigh,
    weigh_if_hopeful,
)
from workshopdesk.matching.names import Likeness
from workshopdesk.matching.reasons import in_words

LIKELY: Final = 0.8
"""Pairs that score this much are offered for review; measured by benchmarks/duplicates.py."""
_CROWD: Final = 12
_MOST: Final = 5

__all__ = ["LIKELY", "Candidate", "Directory", "Known", "Match", "judge"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known person a row may be: how likely (0 to 1), why, and whether that is certain."""

    person: Known
    score: float
    certain: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Two known people who may be one."""

    first: Known
    second: Known
    score: float
    certain: bool
    reasons: tuple[str, ...]


class Directory:
    """The people already known, laid out so that a row is compared with few of them."""

    def __init__(self, people: Iterable[Known] = ()) -> None:
        self._common = Frequencies()
        self._people: list[Prepared] = []
        self._blocks = _Blocks()
        for person in people:
            self.add(person)

    def add(self, person: Known) -> None:
        """Make one more person known."""
        ready = prepared(person)
        self._common.add(ready)
        self._blocks.add(len(self._people), ready, _keys(ready))
        self._people.append(ready)

    def certain(self, row: Known) -> Known | None:
        """The one person a row certainly is: a phone or identifier agrees and the name fits."""
        ready = prepared(row)
        fitting: dict[object, tuple[float, Known]] = {}
        for number in self._blocks.sharing_number(ready):
            person = self._people[number]
            evidence = weigh(ready, person, self._common)
            if is_certain(evidence):
                fitting[person.known.id] = (evidence.bits, person.known)
        return next(iter(fitting.values()))[1] if len(fitting) == 1 else None

    def candidates(self, row: Known) -> tuple[Candidate, ...]:
        """The likeliest people a row may be, likeliest first; none below LIKELY."""
        ready = prepared(row)
        found: list[tuple[float, Prepared, Evidence]] = []
        for number in self._blocks.near(ready, _keys(ready)):
            person = self._people[number]
            if row.id is not None and person.known.id == row.id:
                continue
            evidence = weigh_if_hopeful(ready, person, self._common)
            if evidence is None:
                continue
            if is_certain(evidence) or score(evidence) >= LIKELY:
                found.append((evidence.bits, person, evidence))
        found.sort(key=lambda item: -item[0])
        return tuple(_candidate(person.known, e) for _bits, person, e in found[:_MOST])

    def matches(self, progress: Progress | None = None, least: float = LIKELY) -> Iterator[Match]:
        """Every two known people who may be one, each pair once. ``least``: the lowest score."""
        progress = progress or Silent()
        blocks = _Blocks()
        enough = log2(least / (1 - least)) - 0.01 if 0 < least < 1 else -inf
        for number, person in enumerate(self._people):
            if number % 500 == 0:
                progress.step(number, len(self._people))
            keys = _keys(person)
            for earlier in sorted(blocks.near(person, keys)):
                other = self._people[earlier]
                evidence = weigh_if_hopeful(other, person, self._common)
                if evidence is None:
                    continue
                certain = is_certain(evidence)
                if certain or (evidence.bits >= enough and score(evidence) >= least):
                    told = in_words(evidence)
                    yield Match(other.known, person.known, score(evidence), certain, told)
            blocks.add(number, person, keys)


def judge(row: Known, person: Known) -> Candidate:
    """Weigh everything known of two people, knowing nobody else."""
    return _candidate(person, weigh(prepared(row), prepared(person), Frequencies()))


def score(evidence: Evidence) -> float:
    """The likelihood, 0 to 1, that two people are one."""
    bits = max(min(evidence.bits, 60.0), -60.0)
    return round(1.0 / (1.0 + float(2.0**-bits)), 3)


def is_certain(evidence: Evidence) -> bool:
    """A phone or an identifier agrees, the given name is the same but for spelling, the surname
    is not another one, and neither sex nor birth speaks against it."""
    fit = evidence.name
    return (
        bool(evidence.phone or evidence.identifier)
        and not fit.swapped
        and fit.given >= Likeness.SOUND
        and (fit.surname is None or fit.surname >= Likeness.SLIP)
        and evidence.same_sex is not False
        and evidence.identifier is not False
        and (evidence.birth is None or evidence.birth > Likeness.NEAR)
    )


def _candidate(person: Known, evidence: Evidence) -> Candidate:
    return Candidate(person, score(evidence), is_certain(evidence), in_words(evidence))


_Key = tuple[object, ...]


class _Blocks:
    """Who is worth comparing: people by the keys that two records of one person share.

    A crowd under one key is filed again by province, year and organisation: of so many with
    one name only those who share more can be told apart at all.
    """

    def __init__(self) -> None:
        self._by_key: dict[int, list[int]] = {}
        self._people: list[Prepared] = []

    def add(self, number: int, person: Prepared, keys: Iterable[_Key]) -> None:
        """File a person under its keys. Numbers count up from 0."""
        self._people.append(person)
        for key in keys:
            block = self._by_key.setdefault(hash(key), [])
            if len(block) < _CROWD:
                block.append(number)
                continue
            if len(block) == _CROWD:
                block.append(-1)
                for earlier in block[:_CROWD]:
                    self._file_finer(key, earlier)
            self._file_finer(key, number)

    def _file_finer(self, key: _Key, number: int) -> None:
        for finer in _finer(key, self._people[number]):
            self._by_key.setdefault(hash(finer), []).append(number)

    def near(self, person: Prepared, keys: Iterable[_Key]) -> set[int]:
        """Everyone filed under one of the person's keys."""
        found: set[int] = set()
        for key in keys:
            block = self._by_key.get(hash(key), _NOBODY)
            if len(block) <= _CROWD:
                found.update(block)
                continue
            for finer in _finer(key, person):
                found.update(self._by_key.get(hash(finer), _NOBODY)[:_CROWD])
        return found

    def sharing_number(self, person: Prepared) -> set[int]:
        """Everyone with the same phone or identifier (of a phone many share: the first ones)."""
        keys = [("#", n) for n in (*person.phones, *person.identifiers)]
        found = {n for key in keys for n in self._by_key.get(hash(key), _NOBODY)}
        return found - {-1}


_NOBODY: Final[list[int]] = []


def _finer(key: _Key, person: Prepared) -> list[_Key]:
    known = person.known
    finer: list[_Key] = []
    if known.province:
        finer.append((key, "p", known.province, known.sex))
    if known.organisation:
        finer.append((key, "o", known.organisation))
    if person.year is not None:
        finer.append((key, "y", person.year))
    return finer


def _keys(person: Prepared) -> set[_Key]:
    """The keys a person is filed under; given name and surname may have been exchanged."""
    known = person.known
    keys: set[_Key] = {("#", n) for n in (*person.phones, *person.identifiers)}
    for spelling in person.names:
        given, surname = spelling.given, spelling.surname
        keys.add(("=", spelling.whole.sound))
        if surname is not None:
            keys.add((given.bones, surname.bones[:1]))
            keys.add((surname.bones, given.bones[:1]))
        if known.organisation:
            keys.add((given.sound, known.organisation))
    if known.birth_date:
        keys.add(("d", known.birth_date))
    if known.organisation and person.year is not None:
        keys.add(("u", known.organisation, person.year))
    keys.update(("v", part) for part in person.village)
    return keys
