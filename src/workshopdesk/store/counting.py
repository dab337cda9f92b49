"""Counting many participations at once: what ``domain.counting.tally`` gives, in seconds.

Hides columns of codes. Each participation is a place in every column; masks and codes are
handled by what the language does fast over bytes. The people behind a value are found by
giving each value one bit and joining the bits of each person's participations.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import compress, product
from typing import Any
from uuid import UUID

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
    Values,
    Within,
)
from workshopdesk.domain.registration import RegistrationState
from workshopdesk.store.columns import (
    CODED,
    OLDEST,
    Coded,
    Packed,
    flags_of,
    mask_of,
    numbered,
)
from workshopdesk.store.readers.counted import CountedEvent, Sensitive

Dimensions = tuple[Dimension, ...]


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
        self._heads = heads
        self._sensitive = sensitive
        self._sizes: list[int] = []
        self._seats: list[int] = []
        self._taken: list[bool] = []
        self._people: dict[bytes, int] = {}
        self._organisations: dict[bytes, int] = {bytes(16): 0}
        self._person, self._organisation = array("I"), array("I")
        self._coded = {name: Coded() for name in CODED}
        self._ages, self._half_days = bytearray(), bytearray()
        self._last: tuple[object, tuple[list[int], list[tuple[int, Values]]]] | None = None
        for event in self.events:
            self._take(packed(event.id))
        self._type = self._types(types)

    def _take(self, own: Packed) -> None:
        self._sizes.append(len(own))
        self._seats.append(own.seats)
        self._taken.append(own.taken)
        self._person.extend(numbered(own.people, self._people))
        self._organisation.extend(numbered(own.organisations, self._organisations))
        for name, (words, codes) in zip(CODED, own.values, strict=True):
            column = self._coded[name]
            table = bytes(column.code(word) for word in words).ljust(256, b"\0")
            column.codes += codes.translate(table)
        self._ages += own.ages
        self._half_days += own.half_days

    def _types(self, types: dict[bytes, str]) -> Coded:
        column = Coded()
        of = bytes(column.code(types.get(key)) for key in self._organisations)
        column.codes += bytes(map(of.__getitem__, self._organisation))
        return column

    # Counting

    def tally(self, count: Count) -> Tally:
        """As ``domain.counting.tally`` of the same participations."""
        return self.tallies(count, (count.dimensions,))[0]

    def tallies(self, count: Count, by: Sequence[Dimensions]) -> list[Tally]:
        """The count under each of several sets of dimensions; quicker than one by one."""
        small = [d for d in by if Dimension.EVENT not in d]
        found = dict(zip(small, self._small(count, small), strict=True))
        for dimensions in by:
            if dimensions not in found:
                found[dimensions] = self._by_event(replace(count, dimensions=dimensions))
        return [
            found[d].plus(plain.tally(replace(count, dimensions=d), self._heads)) for d in by
        ]  # fmt: skip

    def frequencies(self, count: Count) -> dict[int, int]:
        """How many people took part how many times."""
        times = Counter(compress(self._person, self._chosen(count, self._events(count))))
        return dict(sorted(Counter(times.values()).items()))

    def people(self, count: Count) -> dict[UUID, int]:
        """Everyone counted, and in how many participations."""
        keys = list(self._people)
        times = Counter(compress(self._person, self._chosen(count, self._events(count))))
        return {UUID(bytes=keys[person]): n for person, n in times.items()}

    def heads(self, count: Count) -> Tally:
        """The part of a count that are people counted but not named."""
        return plain.tally(count, self._heads)

    def within(self, scope: Scope) -> list[CountedEvent]:
        """The events in a scope that were not cancelled, by their first day."""
        flags = self._events(Count(Unit.EVENT, scope=scope))
        return list(compress(self.events, flags))

    def seats(self, scope: Scope) -> int:
        """Seats without a name."""
        return sum(compress(self._seats, self._events(Count(Unit.EVENT, scope=scope))))

    def waiting(self, scope: Scope) -> int:
        """Those with a name who are neither registered nor cancelled."""
        count = Count(Unit.PARTICIPATION, scope=scope)
        states = (RegistrationState.REGISTERED, RegistrationState.CANCELLED)
        mask = self._of_events(self._events(count)) & self._admitted(count)
        return (mask & self._coded["state"].where(lambda v: v not in states)).bit_count()

    def untaken(self, scope: Scope) -> int:
        """Registered at events whose attendance was never taken."""
        count = Count(Unit.PARTICIPATION, scope=scope)
        wanted = zip(self._events(count), self._taken, strict=True)
        flags = bytes(flag and not taken for flag, taken in wanted)
        return self._chosen(count, flags).count(1)

    def _small(self, count: Count, by: Sequence[Dimensions]) -> list[Tally]:
        """Every value has a bit; what holds a value has that bit among its own."""
        sums: list[dict[Values, float]] = [{} for _ in by]
        total = 0.0
        for events in self._portions(count):
            chosen = self._chosen(count, events)
            bits, values = self._known_bits(count, tuple(by), chosen)
            for held, n in self._weights(count.unit, bits, chosen).items():
                total += n
                _share_out(held, n, values, sums)
        return [Tally(_whole(total), {v: _whole(n) for v, n in parts.items()}) for parts in sums]

    def _portions(self, count: Count) -> Iterator[bytes]:
        """The events counted within one another, as flags; a unit counts once in each portion."""
        wanted = self._events(count)
        if count.unit not in (Unit.PERSON, Unit.ORGANISATION) or count.within is Within.PERIOD:
            yield wanted
            return
        keys = [set(_keys(count, event)) for event in self.events]
        for key in dict.fromkeys(k for own in keys for k in own):
            mine = bytes(key in own for own in keys)
            yield flags_of(mask_of(wanted) & mask_of(mine), len(wanted))

    def _events(self, count: Count) -> bytes:
        """The events in scope, as flags."""
        return bytes(
            event.held
            and event.contact_minutes >= count.minimum_minutes
            and _in_scope(count, event)
            for event in self.events
        )

    def _chosen(self, count: Count, events: bytes) -> bytes:
        """The participations that count, as flags."""
        mask = self._of_events(events) & self._admitted(count) & self._meeting(count)
        return flags_of(mask, len(self._ages))

    def _of_events(self, events: bytes) -> int:
        """The participations in some events, as a mask."""
        sizes = zip(self._sizes, events, strict=True)
        return mask_of(b"".join(bytes((flag,)) * n for n, flag in sizes))

    def _admitted(self, count: Count) -> int:
        place, role = self._coded[Dimension.PROVINCE], self._coded[Dimension.ROLE]
        mask = -1
        if count.scope.province is not None:
            mask &= place.where(lambda v: v == count.scope.province)
        if count.roles_in or count.roles_out:
            mask &= role.where(lambda v: plain.admits(count.roles_in, count.roles_out, v))
        if count.organisation_types_in or count.organisation_types_out:
            kinds = count.organisation_types_in, count.organisation_types_out
            mask &= self._type.where(lambda v: plain.admits(*kinds, v))
        if count.primary_only:
            mask &= mask_of(self._of_people(lambda key: key in self._sensitive.primary))
        return mask

    def _meeting(self, count: Count) -> int:
        state = self._coded["state"]
        if count.rule is Rule.REGISTERED:
            return state.where(lambda v: v == RegistrationState.REGISTERED)
        present = state.where(lambda v: v != RegistrationState.CANCELLED)
        enough = bytearray()
        start = 0
        for event, size in zip(self.events, self._sizes, strict=True):
            needed = {Rule.SHARE: count.share, Rule.COMPLETED: event.completion_percent}
            least = needed.get(count.rule, 0) * len(event.expected)
            table = _enough(max(-(-least // FULL), 1))
            enough += self._half_days[start : start + size].translate(table)
            start += size
        return present & mask_of(enough)

    # Values

    def _known_bits(
        self, count: Count, by: tuple[Dimensions, ...], chosen: bytes
    ) -> tuple[list[int], list[tuple[int, Values]]]:
        """The bits of the last count may serve again: a report asks much by the same dimensions.

        But for ages of persons, which depend on what is counted.
        """
        aged = any(Dimension.AGE_BAND in dimensions for dimensions in by)
        if count.unit is Unit.PERSON and aged:
            return self._bits_of(count, by, chosen)
        key = by, count.age_bands, count.scope.programme
        if self._last is None or self._last[0] != key:
            self._last = key, self._bits_of(count, by, chosen)
        return self._last[1]

    def _bits_of(
        self, count: Count, by: tuple[Dimensions, ...], chosen: bytes
    ) -> tuple[list[int], list[tuple[int, Values]]]:
        """For each participation the bits of the values it stands under, and what bits mean."""
        used = tuple(dict.fromkeys(d for dimensions in by for d in dimensions))
        columns = [self._column(d, count, chosen) for d in used]
        meanings: dict[tuple[int, Values], int] = {}
        decode = [meaning for _codes, meaning in columns]

        def bits(key: tuple[int, ...]) -> int:
            held = {d: decode[n](code) for n, (d, code) in enumerate(zip(used, key, strict=True))}
            made = 1
            for n, dimensions in enumerate(by):
                for values in product(*(held[d] for d in dimensions)):
                    made |= 2 << meanings.setdefault((n, values), len(meanings))
            return made

        table = _Made(bits)
        if columns:
            places = list(
                map(table.__getitem__, zip(*(codes for codes, _m in columns), strict=True))
            )
        else:
            places = [bits(())] * len(self._ages)
        return places, list(meanings)

    def _column(
        self, dimension: Dimension, count: Count, chosen: bytes
    ) -> tuple[Sequence[int], Callable[[int], Values]]:
        """The codes of a dimension, and the values a code stands for."""
        if dimension is Dimension.AGE_BAND:
            bands = [(plain.age_band(count.age_bands, a),) for a in range(OLDEST + 1)]
            bands.append((None,))
            return self._counted_ages(count, chosen), bands.__getitem__
        if dimension in self._coded:
            column = self._coded[dimension]
            return column.codes, lambda code: (column.meanings[code],)
        if dimension is Dimension.ORGANISATION_TYPE:
            return self._type.codes, lambda code: (self._type.meanings[code],)
        if dimension in _SAID_OF_EVENTS:
            return self._said_of_events(_SAID_OF_EVENTS[dimension])
        return self._said_of_people(dimension, count)

    def _counted_ages(self, count: Count, chosen: bytes) -> Sequence[int]:
        """A unique person has one age, that at the first counted participation."""
        if count.unit is not Unit.PERSON:
            return self._ages
        first = bytearray(len(self._people))
        backwards = reversed(list(compress(zip(self._person, self._ages, strict=True), chosen)))
        for person, age in backwards:
            first[person] = age
        return bytes(map(first.__getitem__, self._person))

    def _said_of_events(
        self, value: Callable[[CountedEvent], str]
    ) -> tuple[Sequence[int], Callable[[int], Values]]:
        column: dict[str, int] = {}
        codes = array("H")
        for event, size in zip(self.events, self._sizes, strict=True):
            codes.extend([column.setdefault(value(event), len(column))] * size)
        meanings = list(column)
        return codes, lambda code: (meanings[code],)

    def _said_of_people(
        self, dimension: Dimension, count: Count
    ) -> tuple[Sequence[int], Callable[[int], Values]]:
        meanings: dict[Values, int] = {}
        held = _held_by_people(self._sensitive, dimension, count.scope.programme)
        own = array(
            "H", (meanings.setdefault(held(UUID(bytes=k)), len(meanings)) for k in self._people)
        )
        decoded = list(meanings)
        return array("H", map(own.__getitem__, self._person)), decoded.__getitem__

    def _of_people(self, is_so: Callable[[UUID], bool]) -> bytes:
        own = bytes(is_so(UUID(bytes=key)) for key in self._people)
        return bytes(map(own.__getitem__, self._person))

    # Weights

    def _weights(self, unit: Unit, bits: list[int], chosen: bytes) -> dict[int, float]:
        """How much is counted under each combination of values."""
        if unit is Unit.PARTICIPATION:
            return dict(Counter(compress(bits, chosen)))
        if unit is Unit.PERSON_DAY:
            pairs = Counter(compress(zip(bits, self._half_days, strict=True), chosen))
            sums: Counter[int] = Counter()
            for (held, half_days), n in pairs.items():
                sums[held] += half_days * n
            return {held: n / 2 for held, n in sums.items() if n}
        units, n = self._units(unit)
        joined = [0] * n
        for one, held in compress(zip(units, bits, strict=True), chosen):
            joined[one] |= held
        if unit is Unit.ORGANISATION:
            joined[0] = 0
        weights = Counter(joined)
        del weights[0]
        return dict(weights)

    def _units(self, unit: Unit) -> tuple[Iterable[int], int]:
        if unit is Unit.PERSON:
            return self._person, len(self._people)
        if unit is Unit.ORGANISATION:
            return self._organisation, len(self._organisations)
        return self._event_numbers(), len(self.events)

    def _event_numbers(self) -> Iterator[int]:
        return (n for n, size in enumerate(self._sizes) for _ in range(size))

    def _by_event(self, count: Count) -> Tally:
        """Events have too many values for bits; each is counted by itself."""
        rest = tuple(d for d in count.dimensions if d is not Dimension.EVENT)
        place = count.dimensions.index(Dimension.EVENT)
        parts: dict[Values, float] = {}
        [total] = self._small(count, [()])
        chosen = self._chosen(count, self._events(count))
        bits, values = self._bits_of(count, (rest,), chosen)
        start = 0
        for event, size in zip(self.events, self._sizes, strict=True):
            own = slice(start, start + size)
            start += size
            if not any(chosen[own]):
                continue
            for held, n in self._weights_of(count, own, bits, chosen).items():
                sums: list[dict[Values, float]] = [{}]
                _share_out(held, n, values, sums)
                for other, m in sums[0].items():
                    key = (*other[:place], event.code, *other[place:])
                    parts[key] = parts.get(key, 0) + m
        return Tally(total.total, {v: _whole(n) for v, n in parts.items()})

    def _weights_of(
        self, count: Count, own: slice, bits: list[int], chosen: bytes
    ) -> dict[int, float]:
        """As ``_weights`` of one event."""
        rows = list(compress(range(own.start, own.stop), chosen[own]))
        if count.unit is Unit.PARTICIPATION:
            return dict(Counter(bits[n] for n in rows))
        sums: dict[int, float] = {}
        if count.unit is Unit.PERSON_DAY:
            for n in rows:
                sums[bits[n]] = sums.get(bits[n], 0) + self._half_days[n] / 2
            return {held: n for held, n in sums.items() if n}
        unit: dict[Unit, Callable[[int], int]] = {
            Unit.PERSON: self._person.__getitem__,
            Unit.ORGANISATION: self._organisation.__getitem__,
            Unit.EVENT: lambda _n: 1,
        }
        joined: dict[int, int] = {}
        for n in rows:
            one = unit[count.unit](n)
            joined[one] = joined.get(one, 0) | bits[n]
        if count.unit is Unit.ORGANISATION:
            joined.pop(0, None)
        times = 1
        if count.within in BY_PROGRAMME and count.unit in (Unit.PERSON, Unit.ORGANISATION):
            event = self.events[self._event_at(own.start)]
            times = len(_keys(count, event))
        return {held: n * times for held, n in Counter(joined.values()).items()}

    def _event_at(self, row: int) -> int:
        start = 0
        for n, size in enumerate(self._sizes):
            start += size
            if row < start:
                return n
        raise IndexError(row)


class _Made(dict[Any, int]):
    """A table that makes what it lacks."""

    def __init__(self, make: Callable[[Any], int]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> int:
        made = self[key] = self._make(key)
        return made


def _share_out(
    held: int, n: float, values: list[tuple[int, Values]], sums: list[dict[Values, float]]
) -> None:
    """Add a weight to every value whose bit is set."""
    held >>= 1
    while held:
        lowest = held & -held
        place, value = values[lowest.bit_length() - 1]
        sums[place][value] = sums[place].get(value, 0) + n
        held ^= lowest


def _enough(least: int) -> bytes:
    """The half-days that suffice, as a table for ``bytes.translate``."""
    least = min(least, 256)
    return bytes(least) + b"\1" * (256 - least)


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
    Dimension.EVENT_KIND: lambda event: event.kind,
    **{dimension: _when(period) for dimension, period in plain.PERIODS.items()},
}


def _held_by_people(
    said: Sensitive, dimension: Dimension, programme: UUID | None
) -> Callable[[UUID], Values]:
    if dimension is Dimension.ETHNIC_FAMILY:
        return lambda person: (said.ethnic_family.get(person),)
    if dimension is Dimension.DISABILITY:
        words = {None: None, True: "yes", False: "no"}
        return lambda person: (words[said.disabled.get(person)],)

    def groups(person: UUID) -> Values:
        held = said.left_behind.get(person, frozenset())
        return tuple(sorted({code for p, code in held if programme in (None, p)})) or (None,)

    return groups
