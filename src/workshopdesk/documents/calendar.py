"""An agenda as a calendar file (iCalendar, RFC 5545) that every calendar program opens.

Hides the library, the time zone and how a second file of the same agenda updates the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

ZONE = "Asia/Vientiane"


@dataclass(frozen=True, slots=True)
class Entry:
    """One session. ``uid`` never changes, ``version`` grows with every change."""

    uid: str
    version: int
    day: date
    start: time
    end: time
    title: str
    place: str
    description: str
    category: str
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class CalendarSheet:
    """A calendar: its name, who organises (an office, not a person), and its entries."""

    name: str
    language: str
    organiser: str
    stamp: datetime
    entries: Sequence[Entry]


def calendar_ics(sheet: CalendarSheet) -> bytes:
    """The calendar as the bytes of an .ics file, with its time zone in it."""
    calendar = Calendar()
    calendar.add("prodid", "-//WorkshopDesk//Agenda//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", sheet.name)
    calendar.add("x-wr-timezone", ZONE)
    for entry in sheet.entries:
        calendar.add_component(_event(sheet, entry))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(sheet: CalendarSheet, entry: Entry) -> Event:
    zone = ZoneInfo(ZONE)
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.version)
    event.add("dtstamp", sheet.stamp)
    event.add("dtstart", datetime.combine(entry.day, entry.start, zone))
    event.add("dtend", datetime.combine(entry.day, entry.end, zone))
    event.add("summary", vText(entry.title, params={"LANGUAGE": sheet.language}))
    for key, text in (
        ("location", entry.place), ("description", entry.description),
        ("categories", entry.category),
    ):  # fmt: skip
        if text:
            event.add(key, text)
    if sheet.organiser:
        organiser = vCalAddress("invalid:nomail")
        organiser.params["CN"] = vText(sheet.organiser)
        event["organizer"] = organiser
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event
