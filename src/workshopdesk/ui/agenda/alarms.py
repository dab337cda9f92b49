"""Clashes of the agenda in words, each with what would mend it. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from workshopdesk.domain.agenda import Session
from workshopdesk.domain.clashes import Around, Clash, free_people, free_rooms, plain_name
from workshopdesk.domain.registration import Role
from workshopdesk.i18n import _, screen_language
from workshopdesk.ui import words

_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """Someone, or a room, that is free: ``detail`` says who, ``people``/``room`` what to write."""

    name: str
    detail: str
    people: tuple[str, ...] | None = None
    room: str | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """A clash in words, the session to go to, who is free, and the page that mends it.

    ``key`` tells it from others, so that one that is left as it is can be put aside.
    """

    key: tuple[str, str, UUID]
    title: str
    detail: str
    session: Session
    offers: tuple[Offer, ...] = ()
    page: str = ""


def alarms(
    found: Sequence[Clash], days: Sequence[date], sessions: Sequence[Session], around: Around
) -> tuple[Alarm, ...]:
    """Every clash in words."""
    return tuple(_alarm(clash, days, sessions, around) for clash in found)


def said(clash: Clash) -> str:
    """A clash in one line."""
    subject = clash.subject
    if clash.elsewhere is not None:
        there = clash.elsewhere[0].title(screen_language()) or clash.elsewhere[0].code
        told = {"name": subject, "event": there}
        if clash.code == "person":
            return _("%(name)s is also in “%(event)s” at that time") % told
        return _("%(name)s is also used by “%(event)s” at that time") % told
    if clash.code == "person":
        return _("%(name)s is in two sessions at the same time") % {"name": subject}
    if clash.code == "room":
        return _("%(room)s is used twice at the same time") % {"room": subject}
    if clash.code == "chair":
        return _("%(name)s chairs but is not registered") % {"name": subject}
    return {
        "order": _("A session ends before it begins"),
        "outside": _("A session is outside the event's days"),
        "hours": _("A session is very early or very late"),
        "lunch": _("A session runs into the lunch hour"),
        "no_groups": _("Group work without groups"),
    }[clash.code]


def _alarm(
    clash: Clash, days: Sequence[date], sessions: Sequence[Session], around: Around
) -> Alarm:
    session = clash.sessions[-1] if clash.code in ("person", "room") else clash.sessions[0]
    where = _("Day %(n)d") % {"n": days.index(session.day) + 1}
    concerned = clash.sessions
    rooms = " · ".join(dict.fromkeys(s.room for s in concerned if s.room))
    title = session.title(screen_language()) or session.title_lo or session.title_en
    lines = [f"{where} · {words.hours(session.start, session.end)}", rooms or title]
    offers: tuple[Offer, ...] = ()
    if clash.code == "person":
        offers = _people_offers(clash, session, sessions, around)
    elif clash.code == "room":
        rooms_free = free_rooms(session, sessions)[:_OFFERED]
        offers = tuple(Offer(room, "", room=room) for room in rooms_free)
    page = {"no_groups": "groups", "chair": "participants"}.get(clash.code, "")
    key = (clash.code, clash.subject, session.id)
    return Alarm(key, said(clash), "\n".join(lines), session, offers, page)


def _people_offers(
    clash: Clash, session: Session, sessions: Sequence[Session], around: Around
) -> tuple[Offer, ...]:
    """Those who are free, in the place of the one who is wanted twice."""
    taken = plain_name(clash.subject)
    made = []
    for person in free_people(session, sessions, around)[:_OFFERED]:
        people = tuple(
            person.name if plain_name(p.text_lo) == taken else p.text_lo or p.text_en
            for p in session.parts
        )
        english = screen_language() == "en"
        name = person.name_latin if english and person.name_latin else person.name
        helper = person.role is Role.RESOURCE_PERSON
        detail = _("Resource person") if helper else person.position or person.organisation
        made.append(Offer(name, detail, people=people))
    return tuple(made)
