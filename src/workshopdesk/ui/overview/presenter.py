"""What the overview shows: an event's fields, and how far each step has come. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from workshopdesk.domain.event import Event
from workshopdesk.domain.funding import Programme
from workshopdesk.domain.organisation import Organisation
from workshopdesk.domain.places import Gazetteer
from workshopdesk.domain.planning import ChecklistItem
from workshopdesk.i18n import _, ngettext, screen_language
from workshopdesk.store import Reader
from workshopdesk.ui import words


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: its words, how far it is, where it is done."""

    name: str
    said: str
    room: str
    done: bool


@dataclass(frozen=True, slots=True)
class Logo:
    """A funder as papers show it: its logo, or its name where it has none."""

    name: str
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Party:
    """A programme or an organisation, as it is called on the screen."""

    id: UUID
    name: str
    logos: tuple[Logo, ...] = ()


@dataclass(frozen=True, slots=True)
class ScreenState:
    """The whole page. Choices are code and name.

    ``parties`` are the event's programmes, hosts and organisers; ``choices`` what each could be.
    """

    event: Event
    provinces: tuple[tuple[str, str], ...]
    districts: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    parties: tuple[tuple[Party, ...], ...]
    choices: tuple[tuple[Party, ...], ...]
    checklist: tuple[ChecklistItem, ...]
    places: Gazetteer


def read(reader: Reader, event_id: UUID) -> ScreenState:
    """Read an event's own page."""
    event = reader.event(event_id)
    english = screen_language() == "en"
    places = reader.gazetteer()
    organisations = _named(reader.organisations(), english)
    return ScreenState(
        event,
        tuple((p.code, p.name_en if english else p.name_lo) for p in places.provinces),
        tuple(
            (d.code, d.name_en if english else d.name_lo)
            for d in places.districts
            if d.province == event.province
        ),
        _steps(reader, event),
        tuple(
            _named(found, english)
            for found in (
                reader.programmes_of(event_id), reader.hosts(event_id),
                reader.organisers(event_id),
            )
        ),
        (_named(reader.programmes(), english), organisations, organisations),
        reader.checklist(event_id),
        places,
    )  # fmt: skip


def _named(found: Iterable[Programme | Organisation], english: bool) -> tuple[Party, ...]:
    return tuple(
        Party(
            one.id,
            (one.name_en or one.name_lo) if english else one.name_lo or one.name_en,
            _logos(one, english) if isinstance(one, Programme) else (),
        )
        for one in found
    )


def _logos(programme: Programme, english: bool) -> tuple[Logo, ...]:
    return tuple(
        Logo(
            f.abbreviation or ((f.name_en or f.name_lo) if english else f.name_lo or f.name_en),
            f.logo,
        )
        for f in programme.funders
    )


def _steps(reader: Reader, event: Event) -> tuple[Step, ...]:
    sessions, people, women, groups, marks = reader.stages(event.id)
    counted = words.people(people, women)
    made = ngettext("%(n)d session", "%(n)d sessions", sessions) % {"n": sessions}
    formed = ngettext("%(n)d group", "%(n)d groups", groups) % {"n": groups}
    here = ngettext("%(n)d person marked", "%(n)d people marked", marks) % {"n": marks}
    return (
        Step(_("Agenda"), made, "agenda", sessions > 0),
        Step(_("Participants"), counted, "participants", people > 0),
        Step(_("Groups"), formed, "groups", groups > 0),
        Step(_("Attendance"), here if marks else _("Not taken yet"), "attendance", marks > 0),
    )
