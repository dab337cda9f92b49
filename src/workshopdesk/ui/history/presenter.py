"""What the history shows: actions line by line, and one action record by record. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from workshopdesk.domain.history import Did, Sought
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.lao import dates
from workshopdesk.services import history
from workshopdesk.services.history import Changed, Field, Named
from workshopdesk.store import Reader
from workshopdesk.ui import words as said
from workshopdesk.ui.history import words

VERBS = {"C": (N_("added"), "good"), "U": (N_("changed"), "text"), "D": (N_("removed"), "bad")}
NOTHING = "–"
_SHORT = 300
"""So many letters of a value are shown; no line of a list is longer."""


@dataclass(frozen=True, slots=True)
class Line:
    """One action. ``turn`` is what can be done with it: "undo", "redo" or ""."""

    did: Did
    when: str
    who: str
    device: str
    what: str
    count: str
    state: str
    turn: str


@dataclass(frozen=True, slots=True)
class Part:
    """One record of an action: what it is, what happened to it, and label, before, after."""

    title: str
    verb: str
    tone: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen to narrow the history: key and words."""

    events: tuple[tuple[str, str], ...]
    authors: tuple[tuple[str, str], ...]
    devices: tuple[tuple[str, str], ...]


def choices(reader: Reader) -> Choices:
    """Every event, author and device, each after a choice of all."""
    language = screen_language()
    return Choices(
        (("", _("All events")), *((str(e.id), e.title(language)) for e in reader.events())),
        (("", _("Everybody")), *((name, name) for name in reader.authors())),
        (("", _("All computers")), *device_names(reader).items()),
    )


def device_names(reader: Reader) -> dict[str, str]:
    """What each machine is called: its own name, or its number where it told none."""
    return {
        str(key): name or _("Computer %(n)d") % {"n": number}
        for number, (key, name) in enumerate(reader.devices(), 1)
    }


def read(reader: Reader, wanted: Sought, before: UUID | None = None) -> tuple[Line, ...]:
    """One page of the history, the newest first."""
    devices = device_names(reader)
    found = reader.did(wanted, limit=history.PAGE, before=before)
    return tuple(_line(did, devices) for did in found)


def _line(did: Did, devices: Mapping[str, str]) -> Line:
    turn = "" if did.undoes or did.kind != "user" else "redo" if did.undone else "undo"
    kinds = {"undo": _("Taken back: %(step)s"), "redo": _("Done again: %(step)s")}
    what = did.said(_)
    return Line(
        did,
        moment(did.at),
        did.author,
        devices.get(str(did.device), ""),
        kinds[did.kind] % {"step": what} if did.kind in kinds else what,
        str(did.records),
        _("Taken back") if did.undone else "",
        turn,
    )


def moment(at: datetime) -> str:
    """A day and a time of day, where this machine is."""
    here = at.astimezone()
    return f"{said.day(here.date())} {said.clock(here.time())}"


def subject(reader: Reader, wanted: Sought) -> str:
    """Whose history it is, in words, when it is of one person or one record."""
    if wanted.person is None:
        return ""
    values = reader.values("person", [wanted.person]).get(wanted.person, {})
    return name_of(Named("person", values))


def parts(reader: Reader, did: Did) -> tuple[Part, ...]:
    """What an action changed, record by record."""
    return tuple(_part(change) for change in history.changes(reader, did.id))


def left_out(did: Did) -> str:
    """How many records of an action are not shown, in words."""
    more = did.records - history.MOST
    if more <= 0:
        return ""
    return ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}


def _part(change: Changed) -> Part:
    verb, tone = VERBS[change.operation]
    name = name_of(change.record)
    kind = words.table(change.record.kind)
    return Part(
        f"{kind} · {name}" if name else kind,
        _(verb),
        tone,
        tuple(_row(change.record.kind, field) for field in change.fields),
    )


def _row(kind: str, field: Field) -> tuple[str, str, str]:
    label = words.field(kind, field.name)
    if field.name in words.LONG:
        there = _("kept for the program")
        return label, there if field.before else NOTHING, there if field.after else NOTHING
    return label, _value(kind, field.name, field.before), _value(kind, field.name, field.after)


def _value(kind: str, field: str, value: object) -> str:
    """A value in words; a dash where there is none."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, Named):
        return name_of(value) or words.table(value.kind)
    in_words = words.code(kind, field, value)
    if in_words is not None:
        return in_words
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return said.day(value)
    if isinstance(value, time):
        return said.clock(value)
    text = str(value)
    return text if len(text) <= _SHORT else text[:_SHORT] + "…"


_NAMES = {
    "lo": ("name_lo", "title_lo", "name_en", "title_en", "question_lo", "issuer_lo"),
    "en": ("name_en", "title_en", "name_lo", "title_lo", "question_en", "issuer_en"),
}
_PLAIN_NAMES = ("number", "name", "title", "text", "text_lo", "organisation_text", "value", "code",
                "pattern", "currency")  # fmt: skip


def name_of(record: Named) -> str:
    """What a record is called, by its own name and by what it belongs to."""
    owner = name_of(record.owner) if record.owner is not None else ""
    own = _own_name(record, owner)
    return " · ".join(part for part in (own, owner) if part)


def _own_name(record: Named, owner: str) -> str:
    values = record.values
    if record.kind == "person":
        return _person(values)
    if record.kind == "work_group":
        return _("Group %(n)d") % {"n": values.get("number") or 0}
    if record.kind == "attendance":
        number = values.get("half_day")
        return _("Half-day %(n)d") % {"n": number} if isinstance(number, int) else ""
    if owner and record.kind in ("registration", "session_part"):
        return ""
    fields = (*_NAMES[screen_language()], *_PLAIN_NAMES)
    return next((str(values[f]) for f in fields if values.get(f)), "")


def _person(values: Mapping[str, object]) -> str:
    def joined(*fields: str) -> str:
        return " ".join(str(values[f]) for f in fields if values.get(f))

    lao, latin = joined("given_name", "surname"), joined("given_name_latin", "surname_latin")
    return latin or lao if screen_language() == "en" else lao or latin


def period(first: str, last: str) -> tuple[datetime | None, datetime | None]:
    """From the beginning of a day to the end of another, as typed; None where nothing is."""
    begins, ends = dates.parse_date(first), dates.parse_date(last)
    return (
        None if begins is None else _midnight(begins),
        None if ends is None else _midnight(ends + timedelta(days=1)),
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day).astimezone().astimezone(UTC)


def narrowed(wanted: Sought, **changed: object) -> Sought:
    """The same, with some of it chosen anew."""
    return replace(wanted, **changed)  # type: ignore[arg-type]  # the fields' own types, by name
