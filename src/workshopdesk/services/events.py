"""Create events, and change what an event says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple
from datetime import date

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Chair, Event, EventKind
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.store import Reader, Store, UnitOfWork
from workshopdesk.store import tables as t

LONGEST_DAYS = 366
CHANGEABLE = frozenset(
    {
        "code", "kind", "status", "title_lo", "title_en", "topic_lo", "topic_en", "first_day",
        "last_day", "venue_lo", "venue_en", "province", "district", "reference_number",
        "objectives_lo", "objectives_en", "summary_lo", "summary_en", "completion_percent",
        "lessons_lo", "lessons_en",
    }
)  # fmt: skip
"""The fields of an event that a person may change one by one."""


def create_event(
    store: Store,
    *,
    code: str,
    title_lo: str,
    title_en: str = "",
    first_day: date,
    last_day: date,
    kind: EventKind = EventKind.WORKSHOP,
    province: str | None = None,
) -> Event:
    """Create a draft event. ``province`` is a code, a number or any spelling.

    Raises UserError when the code is taken or empty, the dates are the wrong way round, or the
    province is not known.
    """
    with store.unit_of_work(N_("Create event %(code)s"), code=canonical(code)) as work:
        record = add_event(
            work, code=code, title_lo=title_lo, title_en=title_en, first_day=first_day,
            last_day=last_day, kind=kind, province=province,
        )  # fmt: skip
        work.commit()
    with store.read() as reader:
        return reader.event(record.id)


def add_event(
    work: UnitOfWork,
    *,
    code: str,
    title_lo: str,
    title_en: str,
    first_day: date,
    last_day: date,
    kind: EventKind,
    province: str | None,
) -> t.Event:
    """Add a draft event to a unit of work, as ``create_event``. Raises UserError."""
    code, title_lo = canonical(code), canonical(title_lo)
    _check(code, title_lo, first_day, last_day)
    if work.find(t.Event, code=code):
        raise _taken(code)
    place = work.reader.gazetteer().find_province(province) if province else None
    if province and place is None:
        raise UserError(
            _("Province %(text)s is not known") % {"text": province},
            _("Write its name, its ISO 3166-2 code (LA-KH) or its number (12)."),
        )
    return work.add(
        t.Event(
            code=code,
            title_lo=title_lo,
            title_en=canonical(title_en),
            first_day=first_day,
            last_day=last_day,
            kind=kind,
            province=place.code if place else None,
        )
    )


def free_code(reader: Reader, year: int) -> str:
    """A code no event has yet: the year and the next number."""
    codes = (event.code for event in reader.events())
    numbers = (int(m[1]) for c in codes if (m := re.fullmatch(rf"{year}-(\d+)", c)))
    return f"{year}-{max(numbers, default=0) + 1:02}"


def _taken(code: str) -> UserError:
    return UserError(
        _("There is already an event %(code)s") % {"code": code}, _("Choose another code.")
    )


def change_event(store: Store, seen: Event, **fields: object) -> None:
    """Change fields of an event: any of CHANGEABLE. Texts are kept in canonical form.

    Raises Conflict when it is not as ``seen`` any more, UserError when a value cannot be.
    """
    unknown = set(fields) - CHANGEABLE
    if unknown:
        raise ValueError(f"not fields of an event: {sorted(unknown)}")
    with store.unit_of_work(N_("Change event %(code)s"), code=seen.code) as work:
        record = work.get(t.Event, seen.id, seen.version)
        for name, value in fields.items():
            setattr(record, name, canonical(value) if isinstance(value, str) else value)
        _check(record.code, record.title_lo, record.first_day, record.last_day)
        if not 1 <= record.completion_percent <= 100:
            raise UserError(_("A participation is complete from 1 to 100 percent of the half-days"))
        taken = work.find(t.Event, code=record.code)
        if any(other.id != record.id for other in taken):
            raise _taken(record.code)
        work.commit()


def set_chairs(store: Store, seen: Event, chairs: Sequence[Chair]) -> None:
    """Give an event these chairs, in this order. Raises UserError."""
    with store.unit_of_work(N_("Change the chairs of %(code)s"), code=seen.code) as work:
        work.get(t.Event, seen.id)
        stored = work.find(t.EventChair, event_id=seen.id)
        named = [c for c in chairs if c.name.strip()]
        for order, chair in enumerate(named, 1):
            clean = Chair(*(canonical(value) for value in astuple(chair)))
            if order <= len(stored):
                record = stored[order - 1]
                if record.name != clean.name:
                    record.person_id = None
            else:
                record = work.add(t.EventChair(event_id=seen.id, order=order))
            record.name, record.title = clean.name, clean.title
            record.name_en, record.title_en = clean.name_en, clean.title_en
        for surplus in stored[len(named) :]:
            work.delete(surplus)
        work.commit()


def _check(code: str, title_lo: str, first_day: date, last_day: date) -> None:
    if not code or not title_lo:
        raise UserError(_("An event needs a code and a title"))
    if any(c in code for c in '/\\:*?"<>|') or code.startswith(".") or len(code) > 60:
        raise UserError(
            _("The code %(code)s cannot be used") % {"code": code},
            _("It becomes part of file names: up to 60 letters, digits, hyphens and spaces."),
        )
    if last_day < first_day:
        raise UserError(
            _("The last day is before the first"), _("Give the first day, then the last.")
        )
    if (last_day - first_day).days >= LONGEST_DAYS:
        raise UserError(
            _("An event of more than a year"), _("Check the two dates; split it if they are right.")
        )
