"""What the rail shows and what Ctrl+K finds: events, people, places to go. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from workshopdesk.domain.event import Event
from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.lao.text import search_key
from workshopdesk.services import agenda
from workshopdesk.store import Reader
from workshopdesk.ui import help_pages, words

NUMBERED = 9
"""So many pages have a key with their number."""
MOST = 20
"""So many lines are found at most."""

# room, words, icon
MAIN = (
    ("home", N_("Home"), "home"),
    ("events", N_("Events"), "calendar-event"),
    ("people", N_("People"), "user"),
    ("organisations", N_("Organisations"), "building-community"),
    ("programmes", N_("Programmes"), "briefcase"),
    ("reports", N_("Reports"), "file-text"),
)
PAGES = (
    ("overview", N_("Overview"), "layout-dashboard"),
    ("agenda", N_("Agenda"), "clock"),
    ("participants", N_("Participants"), "users"),
    ("groups", N_("Groups"), "users-group"),
    ("attendance", N_("Attendance"), "clipboard-check"),
    ("papers", N_("Papers"), "printer"),
    ("certificates", N_("Certificates"), "certificate"),
    ("payments", N_("Payments"), "cash"),
    ("invitations", N_("Invitations"), "mail"),
    ("event_report", N_("Report"), "clipboard-text"),
)
SETTINGS = ("settings", N_("Settings"), "settings")
HISTORY = ("history", N_("History"), "clock")
FORMS = ("forms", N_("Funders' forms"), "table-export")
ASIDE = (("duplicates", N_("People entered twice"), "users"), FORMS, HISTORY)
"""Rooms that are found by searching, and from the rooms they serve."""


@dataclass(frozen=True, slots=True)
class RailState:
    """The open event's name, counts and warnings by page; None when no event is open."""

    event: UUID | None = None
    name: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    warnings: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One line of what Ctrl+K found, and where it leads."""

    kind: str
    icon: str
    title: str
    detail: str
    room: str
    event: UUID | None = None
    focus: str = ""
    command: str = ""
    keys: str = ""


# code, words, icon, keys: what Ctrl+K can do besides going somewhere
COMMANDS = (
    ("undo", N_("Undo"), "arrow-back-up", "Ctrl+Z"),
    ("redo", N_("Redo"), "refresh", "Ctrl+Shift+Z"),
    ("add", N_("Add here"), "plus", "Ctrl+N"),
    ("search", N_("Search in this page"), "search", "Ctrl+F"),
    ("check-in", N_("Open a check-in list"), "scan", ""),
    ("fold", N_("Rail narrow or wide"), "layout-sidebar", "Ctrl+B"),
    ("light", N_("Light"), "sun", ""),
    ("dark", N_("Dark"), "moon", ""),
    ("language", N_("Other language"), "messages", ""),
    ("read", N_("Read again"), "refresh", "F5"),
    ("help", N_("Help"), "info-circle", "F1"),
)


def rail_state(reader: Reader, event_id: UUID | None) -> RailState:
    """Read the rail's counts."""
    if event_id is None:
        return RailState()
    event = reader.event(event_id)
    people = reader.participants(event_id)
    groups = reader.stages(event_id)[3]
    return RailState(
        event_id,
        words.short_title(event, reader.gazetteer()),
        (("participants", len(people)), ("groups", groups)),
        (("agenda", len(agenda.clashes_of(reader, event, people))),),
    )


def find(reader: Reader, text: str, event_id: UUID | None) -> tuple[Found, ...]:
    """Places, events and people whose names hold the text, in either script and any spelling."""
    key = search_key(text)
    found = [f for f in _rooms(event_id) if not key or key in search_key(f.title)]
    if not key:
        return (*_events(reader.events(), key), *found, *_commands(key))
    found = [*_events(reader.events(), key), *found]
    for person in reader.people(text, limit=8):
        latin = f"{person.given_name_latin} {person.surname_latin}".strip()
        detail = person.position or latin
        found.append(
            Found(_("Person"), "user", person.name, detail, "people", focus=str(person.id))
        )
    found += _commands(key)
    helping = [page for page in help_pages.pages() if page.fits(text)]
    found += [
        Found(_("Help"), "info-circle", page.title, _("Help"), "", focus=page.code, command="help")
        for page in sorted(helping, key=lambda page: key not in search_key(page.title))
    ]
    return tuple(found[:MOST])


def _commands(key: str) -> list[Found]:
    return [
        Found(_("Command"), icon, _(name), "", "", command=code, keys=keys)
        for code, name, icon, keys in COMMANDS
        if key in search_key(_(name))
    ]


def _events(events: tuple[Event, ...], key: str) -> list[Found]:
    language = screen_language()
    return [
        Found(
            _("Event"),
            "calendar-event",
            event.title(language),
            words.days(event.first_day, event.last_day),
            "overview",
            event.id,
        )
        for event in events
        if key in search_key(f"{event.code} {event.title_lo} {event.title_en}")
    ][:6]


def _rooms(event_id: UUID | None) -> list[Found]:
    found = [
        Found(_("Go to"), icon, _(name), "", room, keys=f"Alt+{n}" if n <= len(MAIN) else "")
        for n, (room, name, icon) in enumerate((*MAIN, *ASIDE, SETTINGS), 1)
    ]
    if event_id is not None:
        found += [
            Found(
                _("Go to"),
                icon,
                _(name),
                "",
                room,
                event_id,
                keys=f"Ctrl+{n}" if n <= NUMBERED else "",
            )
            for n, (room, name, icon) in enumerate(PAGES, 1)
        ]
    return found
