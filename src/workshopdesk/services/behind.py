"""The participations behind a number: who, at which event, in which role, and why counted.

Hides the reading: events are gone through in the order of their days, a batch at a time, and
no further than can be shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from workshopdesk.domain import counting
from workshopdesk.domain.counting import SENSITIVE, Count, Participation, Values
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import _
from workshopdesk.store import Reader, Store

MOST = 5_000
"""How many participations are shown at once: whoever wants more narrows the number."""
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Behind:
    """One participation that is counted. ``row`` is None for people counted but not named.

    ``half_days`` of ``expected`` the person was present in; ``first`` is True where the person
    stands here for the first time.
    """

    participation: Participation
    row: ParticipantRow | None
    event_id: UUID
    event_code: str
    event_lo: str
    event_en: str
    first_day: date
    half_days: int
    expected: int
    heads: int
    first: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a number consists of; ``more`` when there is more than is shown."""

    rows: tuple[Behind, ...]
    people: int
    participations: int
    events: int
    more: bool


def behind(
    store: Store, count: Count, values: Values, *, progress: Progress | None = None
) -> Evidence:
    """What stands behind the part of a count under some values of its dimensions.

    Raises UserError for a sensitive dimension: of such a number nobody is shown who it is of.
    """
    if SENSITIVE.intersection(count.dimensions):
        raise UserError(
            _("This number does not open to people"),
            _("What is sensitive is told of many together, never of one."),
        )
    with store.read() as reader:
        rows = list(_rows(reader, count, values, progress or Silent()))
    shown = rows[:MOST]
    return Evidence(
        tuple(shown),
        len({r.participation.person_id for r in shown if r.row is not None}),
        sum(r.heads or 1 for r in shown),
        len({r.event_id for r in shown}),
        len(rows) > MOST,
    )


def _rows(reader: Reader, count: Count, values: Values, progress: Progress) -> Iterator[Behind]:
    """One row more than is shown, so that it is known whether there are more."""
    events = {e.id: e for e in reader.events()}
    met: set[UUID] = set()
    for one, row in islice(_named(reader, count, values, progress), MOST + 1):
        event = events[one.event_id]
        first = one.person_id is not None and one.person_id not in met
        if one.person_id is not None:
            met.add(one.person_id)
        yield Behind(
            one, row, event.id, event.code, event.title_lo, event.title_en, event.first_day,
            one.half_days, len(one.expected), one.heads, first,
        )  # fmt: skip


def _named(
    reader: Reader, count: Count, values: Values, progress: Progress
) -> Iterator[tuple[Participation, ParticipantRow | None]]:
    people: dict[UUID, ParticipantRow] = {}
    last: UUID | None = None
    for one in counting.behind(count, values, _participations(reader, count, progress)):
        if one.event_id != last:
            last = one.event_id
            people = {row.id: row for row in reader.participants(last)}
        yield one, None if one.heads else people[one.registration_id]


def _participations(reader: Reader, count: Count, progress: Progress) -> Iterator[Participation]:
    within = [e.id for e in reader.facts(count.scope).within(count.scope)]
    for start in range(0, len(within), _BATCH):
        progress.step(start, len(within))
        batch = reader.participations_of(within[start : start + _BATCH])
        # People counted but not named are read after the others: back to their events.
        yield from sorted(batch, key=lambda one: (one.first_day, one.event_code))
