"""Words that several screens say alike: counts of people, dates, names of kinds. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from workshopdesk.domain.agenda import PART_WORDS, SESSION_WORDS, Part, SessionKind
from workshopdesk.domain.event import Event, EventKind, EventStatus
from workshopdesk.domain.people import Sex
from workshopdesk.domain.places import Gazetteer
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.lao import dates

_KINDS = {
    EventKind.WORKSHOP: N_("Workshop"),
    EventKind.TRAINING: N_("Training"),
    EventKind.EXCHANGE: N_("Exchange meeting"),
    EventKind.CONSULTATION: N_("Consultation"),
    EventKind.SEMINAR: N_("Seminar"),
    EventKind.STUDY_VISIT: N_("Study visit"),
}
_STATUSES = {
    EventStatus.DRAFT: (N_("Draft"), "pencil", "text"),
    EventStatus.PLANNED: (N_("Planned"), "circle-dashed", "text"),
    EventStatus.CONFIRMED: (N_("Confirmed"), "circle-check", "good"),
    EventStatus.HELD: (N_("Held"), "circle-check", "good"),
    EventStatus.REPORTED: (N_("Reported"), "circle-check", "good"),
    EventStatus.CANCELLED: (N_("Cancelled"), "ban", "bad"),
}


def people(count: int, women: int) -> str:
    """ "87 people (29 women)", in Lao "87 ຄົນ (ຍິງ 29)"."""
    counted = ngettext("%(n)d person", "%(n)d people", count) % {"n": count}
    return f"{counted} ({women_only(women)})"


def people_short(count: int, women: int) -> str:
    """ "67 (23 women)" beside a name; Lao keeps its word for people."""
    said = {"n": count, "women": women_only(women)}
    return _("%(n)d (%(women)s)") % said


def women_only(women: int) -> str:
    """ "29 women", in Lao "ຍິງ 29"."""
    return ngettext("%(n)d woman", "%(n)d women", women) % {"n": women}


def count_people(sexes: Iterable[Sex | None]) -> str:
    """The count of some rows, given their sexes."""
    known = list(sexes)
    return people(len(known), sum(sex is Sex.FEMALE for sex in known))


def sex(value: Sex | None) -> str:
    """The word for a sex; nothing where it was not said."""
    return "" if value is None else _("Female") if value is Sex.FEMALE else _("Male")


def kind(value: EventKind) -> str:
    """What sort of event, in words."""
    return _(_KINDS[value])


def kinds() -> list[tuple[str, str]]:
    """Every kind of event: code and words."""
    return [(str(value), _(words)) for value, words in _KINDS.items()]


def status(value: EventStatus) -> tuple[str, str, str]:
    """Words, icon and tone of a status."""
    words, icon, tone = _STATUSES[value]
    return _(words), icon, tone


def statuses() -> list[tuple[str, str]]:
    """Every status: code and words."""
    return [(str(value), _(words)) for value, (words, _i, _t) in _STATUSES.items()]


def session_kind(value: SessionKind) -> str:
    """What a session is for, in words."""
    return _(SESSION_WORDS[value])


def session_kinds() -> list[tuple[str, str]]:
    """Every kind of session: code and words."""
    return [(str(value), _(words)) for value, words in SESSION_WORDS.items()]


def part(value: Part) -> str:
    """A part in a session, in words."""
    return _(PART_WORDS[value])


def day(value: date, weekday: bool = False) -> str:
    """A date as the screen's language writes it."""
    written = dates.format_date(value, screen_language())
    if not weekday:
        return written
    return f"{dates.format_weekday(value, screen_language())}, {written}"


def days(first: date, last: date) -> str:
    """A range of dates, as short as the language allows."""
    return dates.format_range(first, last, screen_language())


def clock(value: time) -> str:
    """08:30."""
    return value.strftime("%H:%M")


def hours(start: time, end: time) -> str:
    """08:30-09:00."""
    dash = "–" if screen_language() == "en" else "-"
    return f"{clock(start)}{dash}{clock(end)}"


def length(minutes: int) -> str:
    """Minutes as hours and minutes, 1:45."""
    return f"{minutes // 60}:{minutes % 60:02}"


def place(event: Event, gazetteer: Gazetteer) -> str:
    """District and province of an event: "Bualapha, Khammouane"."""
    english = screen_language() == "en"
    district = gazetteer.district_by_code.get(event.district or "")
    province = gazetteer.province_by_code.get(event.province or "")
    names = []
    if district:
        names.append(
            district.name_en if english else _("%(name)s district") % {"name": district.name_lo}
        )
    if province:
        names.append(province.name_en if english else province.full_lo)
    return ", ".join(names)


def short_title(event: Event, gazetteer: Gazetteer) -> str:
    """Kind and place in a few words: "Training · Bualapha"."""
    english = screen_language() == "en"
    district = gazetteer.district_by_code.get(event.district or "")
    province = gazetteer.province_by_code.get(event.province or "")
    where = district or province
    name = "" if where is None else (where.name_en if english else where.name_lo)
    return " · ".join(part for part in (kind(event.kind), name) if part)


def phone(digits: str) -> str:
    """ "020 28 513 358"; other lengths in groups of three from the end."""
    if len(digits) == 11 and digits.startswith("0"):
        return f"{digits[:3]} {digits[3:5]} {digits[5:8]} {digits[8:]}"
    if len(digits) in (9, 10) and digits.startswith("0"):
        return f"{digits[:3]} {digits[3:-3]} {digits[-3:]}"
    return digits
