"""Counting many participations at once: what ``domain.counting.tally`` gives, in milliseconds.

Hides columns of codes (numpy). Each participation is a row in every column; what is counted are
rows, units (persons, organisations, events) and keys: the codes of several dimensions in one
number. A unit that holds a key twice holds it once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from workshopdesk.domain import counting as plain
from workshopdesk.domain.counting import (
    BY_PROGRAMME,
    BY_YEAR,
    FULL,
    Count,
    Dimension,
    Participation,
    Rule,
    Scope,
    Tally,
    Unit,
    Value,
    Values,
    Within,
)
from workshopdesk.domain.registration import RegistrationState
from workshopdesk.store.columns import CODED, OLDEST, UNKNOWN_AGE, Packed, words_as_codes
from workshopdesk.store.readers.counted import CountedEvent, Sensitive

Dimensions = tuple[Dimension, ...]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_KEY = 16
_NONE = bytes(_KEY)
_DENSE = 50_000_000
"""Units times keys up to which a table of flags is quicker than sorting."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A code for each row, and the values each code stands under (one, but for some people's)."""

    codes: NDArray[Any]
    meanings: list[Values]


@dataclass(frozen=True, slots=True)
class _Counted:
    """The rows counted, by their order, and the unit each adds to. Several portions repeat rows.

    ``unit`` is below ``units``; None where every row counts for itself.
    """

    rows: Numbers
    unit: Numbers | None
    units: int


class Facts:
    """The participations of some events, ready to be counted in many ways."""

    def __init__(
        self,
        events: Iterable[CountedEvent],
        packed: Callable[[UUID], Packed],
        heads: Sequence[Participation],
        types: dict[bytes, str],
        sensitive: Sensitive,
    ) -> None:
        self.events = list(events)
        own = [packed(event.id) for event in self.events]
        self._heads, self._sensitive = heads, sensitive
        self._sizes = np.array([len(one) for one in own], np.int64)
        self._seats = np.array([one.seats for one in own], np.int64)
        self._taken = np.array([one.taken for one in own], np.bool_)
        self._event = np.repeat(np.arange(len(own)), self._sizes)
        self._people, self._person = _numbered(b"".join(one.people for one in own))
        units = _NONE + b"".join(one.organisations for one in own)
        organisations, numbers = _numbered(units)
        self._organisations, self._organisation = organisations, numbers[1:]
        self._ages = _bytes(one.ages for one in own)
        self._half_days = _bytes(one.half_days for one in own)
        self._coded = {name: _coded(own, place) for place, name in enumerate(CODED)}
        self._type = self._types(types)

    def _types(self, types: dict[bytes, str]) -> _Column:
        words: list[Value] = [None, *sorted(set(types.values()))]
        places = {word: n for n, word in enumerate(words)}
        known = [places[types.get(bytes(key))] for key in self._organisations]
        return _Column(_of(known)[self._organisation], [(word,) for word in words])

    # Counting

    def tally(self, count: Count) -> Tally:
        """As ``domain.counting.tally`` of the same participations."""
        return self.tallies(count, (count.dimensions,))[0]

    def tallies(self, count: Count, by: Sequence[Dimensions]) -> list[Tally]:
        """The count under each of several sets of dimensions; quicker than one by one."""
        counted = self._counted(count)
        total = _whole(self._total(count, counted))
        return [
            Tally(total, self._parts(count, counted, dimensions)).plus(
                plain.tally(replace(count, dimensions=dimensions), self._heads)
            )
            for dimensions in by
        ]

    def frequencies(self, count: Count) -> dict[int, int]:
        """How many people took part how many times."""
        times = np.bincount(self._person[self._rows(count)])
        how_often = np.bincount(times)
        return {n: int(people) for n, people in enumerate(how_often) if n and people}

    def people(self, count: Count) -> dict[UUID, int]:
        """Everyone counted, and in how many participations."""
        times = np.bincount(self._person[self._rows(count)])
        return {UUID(bytes=bytes(self._people[n])): int(times[n]) for n in np.flatnonzero(times)}

    def heads(self, count: Count) -> Tally:
        """The part of a count that are people counted but not named."""
        return plain.tally(count, self._heads)

    def within(self, scope: Scope) -> list[CountedEvent]:
        """The events in a scope that were not cancelled, by their first day."""
        flags = self._events(Count(Unit.EVENT, scope=scope))
        return [event for event, wanted in zip(self.events, flags, strict=True) if wanted]

    def seats(self, scope: Scope) -> int:
        """Seats without a name."""
        return int(self._seats[self._events(Count(Unit.EVENT, scope=scope))].sum())

    def waiting(self, scope: Scope) -> int:
        """Those with a name who are neither registered nor cancelled."""
        count = Count(Unit.PARTICIPATION, scope=scope)
        states = (RegistrationState.REGISTERED, RegistrationState.CANCELLED)
        waiting = self._where(self._coded["state"], lambda v: v not in states)
        return int((self._events(count)[self._event] & self._admitted(count) & waiting).sum())

    def untaken(self, scope: Scope) -> int:
        """Registered at events whose attendance was never taken."""
        count = Count(Unit.PARTICIPATION, scope=scope)
        return int((self._chosen(count) & ~self._taken[self._event]).sum())

    # Which rows

    def _rows(self, count: Count) -> Numbers:
        return np.flatnonzero(self._chosen(count))

    def _chosen(self, count: Count) -> Flags:
        return self._events(count)[self._event] & self._admitted(count) & self._meeting(count)

    def _events(self, count: Count) -> Flags:
        """The events in scope, as flags."""
        wanted = (
            event.held
            and event.contact_minutes >= count.minimum_minutes
            and _in_scope(count, event)
            for event in self.events
        )
        return np.fromiter(wanted, np.bool_, len(self.events))

    def _admitted(self, count: Count) -> Flags:
        flags = np.ones(len(self._ages), np.bool_)
        if count.scope.province is not None:
            place = self._coded[Dimension.PROVINCE]
            flags &= self._where(place, lambda v: v == count.scope.province)
        if count.roles_in or count.roles_out:
            role = self._coded[Dimension.ROLE]
            flags &= self._where(role, lambda v: plain.admits(count.roles_in, count.roles_out, v))
        if count.organisation_types_in or count.organisation_types_out:
            kinds = count.organisation_types_in, count.organisation_types_out
            flags &= self._where(self._type, lambda v: plain.admits(*kinds, v))
        if count.primary_only:
            primary = np.zeros(len(self._people), np.bool_)
            primary[self._places(self._sensitive.primary)] = True
            flags &= primary[self._person]
        return flags

    def _meeting(self, count: Count) -> Flags:
        state = self._coded["state"]
        if count.rule is Rule.REGISTERED:
            return self._where(state, lambda v: v == RegistrationState.REGISTERED)
        least = [self._least(count, event) for event in self.events]
        present = self._where(state, lambda v: v != RegistrationState.CANCELLED)
        return present & (self._half_days >= _of(least)[self._event])

    def _least(self, count: Count, event: CountedEvent) -> int:
        """The half-days that suffice."""
        needed = {Rule.SHARE: count.share, Rule.COMPLETED: event.completion_percent}
        return max(-(-needed.get(count.rule, 0) * len(event.expected) // FULL), 1)

    def _where(self, column: _Column, admits: Callable[[Value], bool]) -> Flags:
        """The rows whose value is admitted."""
        table = np.array([admits(meaning[0]) for meaning in column.meanings] or [False])
        flags: Flags = table[column.codes]
        return flags

    def _places(self, people: Iterable[UUID]) -> Numbers:
        """Where these people stand among those numbered; the others are left out."""
        return _of([n for key in people if (n := self._index.get(key.bytes)) is not None])

    @cached_property
    def _index(self) -> dict[bytes, int]:
        return {bytes(key): n for n, key in enumerate(self._people)}

    # What they add to

    def _counted(self, count: Count) -> _Counted:
        rows = self._rows(count)
        match count.unit:
            case Unit.PARTICIPATION | Unit.PERSON_DAY:
                return _Counted(rows, None, 0)
            case Unit.EVENT:
                return _Counted(rows, self._event[rows], len(self.events))
            case Unit.ORGANISATION:
                rows = rows[self._organisation[rows] > 0]
                return self._in_portions(count, rows, self._organisation, len(self._organisations))
            case _:
                return self._in_portions(count, rows, self._person, len(self._people))

    def _in_portions(self, count: Count, rows: Numbers, unit: Numbers, units: int) -> _Counted:
        """A unit counts once in each portion; an event of several portions stands in all."""
        if count.within is Within.PERIOD:
            return _Counted(rows, unit[rows], units)
        known: dict[tuple[object, ...], int] = {}
        keys = [
            [known.setdefault(key, len(known)) for key in _keys(count, event)]
            for event in self.events
        ]
        rows, portion = _repeated(rows, self._event[rows], keys)
        _found, number = np.unique(portion * units + unit[rows], return_inverse=True)
        return _Counted(rows, number, len(_found))

    def _total(self, count: Count, counted: _Counted) -> float:
        if count.unit is Unit.PERSON_DAY:
            return float(self._half_days[counted.rows].sum(dtype=np.int64)) / 2
        if counted.unit is None:
            return len(counted.rows)
        return int(np.count_nonzero(np.bincount(counted.unit, minlength=1)))

    # Under which values

    def _parts(self, count: Count, counted: _Counted, by: Dimensions) -> dict[Values, float]:
        columns = [self._column(dimension, count, counted) for dimension in by]
        rows, unit = counted.rows, counted.unit
        codes: list[NDArray[Any]] = [
            column.codes if dimension is Dimension.AGE_BAND else column.codes[rows]
            for dimension, column in zip(by, columns, strict=True)
        ]
        meanings: list[list[Value]] = []
        for place, column in enumerate(columns):
            values, table = words_as_codes(column.meanings)
            meanings.append(values)
            if all(len(own) == 1 for own in table):
                codes[place] = _of([own[0] for own in table])[codes[place]]
                continue
            at, codes[place] = _repeated(np.arange(len(codes[place])), codes[place], table)
            codes = [c if n == place else c[at] for n, c in enumerate(codes)]
            rows, unit = rows[at], None if unit is None else unit[at]
        sizes = [len(values) for values in meanings]
        key = np.zeros(len(rows), np.int64)
        for own, size in zip(codes, sizes, strict=True):
            key = key * size + own
        amounts = self._amounts(count, rows, unit, counted.units, key, int(np.prod(sizes or [1])))
        return {_values(n, meanings): _whole(amount) for n, amount in amounts}

    def _amounts(
        self,
        count: Count,
        rows: Numbers,
        unit: Numbers | None,
        units: int,
        key: Numbers,
        keys: int,
    ) -> list[tuple[int, float]]:
        """How much is counted under each key that anything is counted under."""
        if count.unit is Unit.PERSON_DAY:
            found, place = np.unique(key, return_inverse=True)
            sums = np.bincount(place, weights=self._half_days[rows], minlength=1) / 2
            return [(int(k), float(n)) for k, n in zip(found, sums, strict=False) if n]
        if unit is None:
            found, times = np.unique(key, return_counts=True)
        elif units * keys <= _DENSE:
            held = np.zeros(units * keys, np.bool_)
            held[unit * keys + key] = True
            every = held.reshape(units, keys).sum(axis=0)
            found = np.flatnonzero(every)
            times = every[found]
        else:
            pairs = np.unique(unit * keys + key)
            found, times = np.unique(pairs % keys, return_counts=True)
        return [(int(k), int(n)) for k, n in zip(found, times, strict=True)]

    def _column(self, dimension: Dimension, count: Count, counted: _Counted) -> _Column:
        """The codes of a dimension for all rows; those of ages for the rows counted."""
        if dimension is Dimension.AGE_BAND:
            bands: list[Values] = [
                (plain.age_band(count.age_bands, age),) for age in range(OLDEST + 1)
            ]
            return _Column(self._counted_ages(count, counted), [*bands, (None,)])
        if dimension in self._coded:
            return self._coded[dimension]
        if dimension is Dimension.ORGANISATION_TYPE:
            return self._type
        if dimension in _SAID_OF_EVENTS:
            value = _SAID_OF_EVENTS[dimension]
            return _Column(self._event, [(value(event),) for event in self.events])
        return self._said_of_people(dimension, count.scope.programme)

    def _counted_ages(self, count: Count, counted: _Counted) -> NDArray[Any]:
        """A unique person has one age, that at the first counted participation."""
        ages = self._ages[counted.rows]
        if count.unit is not Unit.PERSON or counted.unit is None:
            return ages
        unit, first = np.unique(counted.unit, return_index=True)
        of_units = np.full(counted.units, UNKNOWN_AGE, np.uint8)
        of_units[unit] = ages[first]
        return of_units[counted.unit]

    def _said_of_people(self, dimension: Dimension, programme: UUID | None) -> _Column:
        meanings: dict[Values, int] = {(None,): 0}
        codes = np.zeros(len(self._people), np.int64)
        for person, values in _held_by_people(self._sensitive, dimension, programme):
            place = self._index.get(person.bytes)
            if place is not None:
                codes[place] = meanings.setdefault(values, len(meanings))
        return _Column(codes[self._person], list(meanings))


def _numbered(keys: bytes) -> tuple[NDArray[Any], Numbers]:
    """The different keys of 16 bytes in order, and for each key its place among them."""
    return _unique(np.frombuffer(keys, "V16"))


def _unique(keys: NDArray[Any]) -> tuple[NDArray[Any], Numbers]:
    halves = keys.view(">u8").reshape(-1, 2)
    order = np.lexsort((halves[:, 1], halves[:, 0]))
    ordered = halves[order]
    fresh = np.ones(len(keys), np.bool_)
    fresh[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    number = np.empty(len(keys), np.int64)
    number[order] = np.cumsum(fresh) - 1
    return keys[order[fresh]], number


def _bytes(parts: Iterable[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(parts), np.uint8)


def _of(numbers: Sequence[int]) -> Numbers:
    return np.array(numbers, np.int64)


def _coded(own: Sequence[Packed], place: int) -> _Column:
    """One column of all events: each event numbers its own words, here they are one's."""
    known: dict[Value, int] = {}
    parts = []
    for one in own:
        words, codes = one.values[place]
        table = bytes(known.setdefault(word, len(known)) for word in words)
        parts.append(codes.translate(table.ljust(256, b"\0")))
    return _Column(_bytes(parts), [(word,) for word in known])


def _repeated(
    rows: Numbers, code: NDArray[Any], table: Sequence[Sequence[int]]
) -> tuple[Numbers, Numbers]:
    """Each row as often as its code has entries in the table, and those entries."""
    sizes = _of([len(entries) for entries in table])
    starts = np.concatenate((_of([0]), np.cumsum(sizes)))
    entries = _of([entry for own in table for entry in own])
    times = sizes[code]
    first = np.cumsum(times) - times
    within = np.arange(int(times.sum())) - np.repeat(first, times)
    return np.repeat(rows, times), entries[np.repeat(starts[code], times) + within]


def _values(key: int, meanings: Sequence[Sequence[Value]]) -> Values:
    """The values a key stands for."""
    found: list[Value] = []
    for values in reversed(meanings):
        key, place = divmod(key, len(values))
        found.append(values[place])
    return tuple(reversed(found))


def _whole(n: float) -> float:
    return int(n) if n == int(n) else n


def _in_scope(count: Count, event: CountedEvent) -> bool:
    scope = count.scope
    return (
        (scope.event is None or event.id == scope.event)
        and (scope.programme is None or scope.programme in event.programmes)
        and (scope.funder is None or scope.funder in event.funders)
        and (scope.first_day is None or event.first_day >= scope.first_day)
        and (scope.last_day is None or event.first_day <= scope.last_day)
    )


def _keys(count: Count, event: CountedEvent) -> list[tuple[object, ...]]:
    """What a unit counts once within, as ``domain.counting`` has it."""
    own: tuple[object, ...] = (event.first_day.year,) if count.within in BY_YEAR else ()
    if count.within is Within.EVENT:
        own = (event.id,)
    if count.within not in BY_PROGRAMME:
        return [own]
    return [(p, *own) for p in plain.programmes_of(count.scope, event.programmes, event.paid_by)]


def _when(period: Callable[[date], str]) -> Callable[[CountedEvent], str]:
    return lambda event: period(event.first_day)


_SAID_OF_EVENTS: dict[Dimension, Callable[[CountedEvent], str]] = {
    Dimension.EVENT: lambda event: event.code,
    Dimension.EVENT_KIND: lambda event: event.kind,
    **{dimension: _when(period) for dimension, period in plain.PERIODS.items()},
}


def _held_by_people(
    said: Sensitive, dimension: Dimension, programme: UUID | None
) -> Iterable[tuple[UUID, Values]]:
    """What is said of people; nothing is of all others."""
    if dimension is Dimension.ETHNIC_FAMILY:
        return ((person, (family,)) for person, family in said.ethnic_family.items())
    if dimension is Dimension.DISABILITY:
        return ((p, ("yes" if disabled else "no",)) for p, disabled in said.disabled.items())
    return (
        (person, values)
        for person, held in said.left_behind.items()
        if (values := tuple(sorted({code for p, code in held if programme in (None, p)})))
    )
