"""What is missing before an event can be reported, and where each thing is mended. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from workshopdesk.domain.clashes import clashes
from workshopdesk.domain.event import Event, EventStatus
from workshopdesk.domain.places import Gazetteer
from workshopdesk.domain.standing import Standing
from workshopdesk.i18n import _, ngettext
from workshopdesk.store import Reader
from workshopdesk.ui import words

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

    def gap(text: str, action: str, room: str, focus: str = "", bad: bool = False) -> Missing:
        return Missing(text, detail, action, room, event.id, focus, bad)

    yield from _people(standing, gap)
    yield from _agenda(reader, standing, gap)
    held = event.last_day < today
    if standing.groupless and standing.people:
        yield gap(_("Group work without groups"), _("Open"), "groups")
    elif held and standing.silent_group is not None:
        yield gap(_silent(standing), _("Open"), "groups", "findings")
    if held and standing.people and not standing.marks:
        yield gap(_("No attendance taken yet"), _("Open"), "attendance", bad=True)


def _people(standing: Standing, gap: Callable[..., Missing]) -> Iterator[Missing]:
    if not standing.people:
        yield gap(_("Nobody is on the list yet"), _("Add"), "participants", bad=True)
    n = standing.unknown_sex
    if n:
        said = ngettext("Sex of %(n)d person not said", "Sex of %(n)d people not said", n)
        yield gap(said % {"n": n}, _("Mend"), "participants", "unknown-sex")
    n = standing.unknown_province
    if n:
        said = ngettext(
            "Province of %(n)d person not known", "Province of %(n)d people not known", n
        )
        yield gap(said % {"n": n}, _("Mend"), "participants", "unknown-province")
    n = standing.same_names
    if n:
        said = ngettext("%(n)d person may be entered twice", "%(n)d people may be entered twice", n)
        yield gap(said % {"n": n}, _("Review"), "duplicates")


def _agenda(reader: Reader, standing: Standing, gap: Callable[..., Missing]) -> Iterator[Missing]:
    if not standing.sessions:
        yield gap(_("The agenda is empty"), _("Add"), "agenda")
    found = (
        clashes(standing.event, reader.sessions(standing.event.id))
        if standing.doubtful_agenda
        else ()
    )
    if found:
        n = len(found)
        said = ngettext("%(n)d clash in the agenda", "%(n)d clashes in the agenda", n)
        yield gap(said % {"n": n}, _("Open"), "agenda", str(found[0].sessions[-1].id))


def _silent(standing: Standing) -> str:
    if standing.silent_groups == 1:
        return _("Group %(n)d has no findings yet") % {"n": standing.silent_group}
    n = standing.silent_groups
    said = ngettext("%(n)d group has no findings yet", "%(n)d groups have no findings yet", n)
    return said % {"n": n}
