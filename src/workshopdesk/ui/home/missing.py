"""What is missing before events can be reported, and where each thing is mended. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from workshopdesk.domain.event import Event, EventStatus
from workshopdesk.domain.places import Gazetteer
from workshopdesk.domain.problems import Severity
from workshopdesk.domain.standing import Standing
from workshopdesk.i18n import _
from workshopdesk.services import ready
from workshopdesk.store import Reader
from workshopdesk.ui import words
from workshopdesk.ui.mending import MENDS

MOST = 30
"""So many things are named; who mends them gets the next ones."""
_LOOKED_AT, _AT_ONCE = 240, 60
"""Events that may be looked at until MOST things are found, and how many by one query."""
AHEAD = timedelta(days=30)
"""What is missing of an event is told from so many days before its first one."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is missing, and where it is mended."""

    text: str
    detail: str
    action: str
    room: str
    event: UUID | None
    focus: str = ""
    bad: bool = False


def missing(
    reader: Reader, events: Iterable[Event], today: date, gazetteer: Gazetteer
) -> tuple[Missing, ...]:
    """At most MOST things, of the events held last first, then of those that come next."""
    wanted = [
        e
        for e in events
        if e.status not in (EventStatus.REPORTED, EventStatus.CANCELLED)
        and e.first_day <= today + AHEAD
    ]
    wanted.sort(key=lambda e: (e.last_day >= today, abs((e.last_day - today).days)))
    found = (
        gap
        for start in range(0, min(len(wanted), _LOOKED_AT), _AT_ONCE)
        for standing in reader.standings(wanted[start : start + _AT_ONCE])
        for gap in _of(reader, standing, today, gazetteer)
    )
    return tuple(islice(found, MOST))


def _of(reader: Reader, standing: Standing, today: date, gazetteer: Gazetteer) -> Iterator[Missing]:
    event = standing.event
    name = words.short_title(event, gazetteer)
    detail = f"{name} · {words.days(event.first_day, event.last_day)}"
    for problem in ready.of_standing(reader, standing, held=event.last_day < today):
        mend, bad = MENDS[problem.code], problem.severity is Severity.ERROR
        place = mend.place(problem)
        yield Missing(problem.message, detail, _(mend.verb), mend.room, event.id, place, bad)
