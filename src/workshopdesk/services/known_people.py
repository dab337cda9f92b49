"""Known people offered while a name is typed, each with why they fit and what tells them apart."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from workshopdesk.domain.people import Person
from workshopdesk.i18n import _, screen_language
from workshopdesk.lao.names import split_name
from workshopdesk.lao.text import search_key
from workshopdesk.matching.names import FIT, similarity
from workshopdesk.matching.people import Known, judge
from workshopdesk.services.papers.wording import phone
from workshopdesk.store import Reader

SHORTEST: Final = 2
"""Fewer letters than this offer nobody."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Someone known. ``listed``: on the event's list already. ``near``: the whole name fits."""

    person_id: UUID
    name: str
    detail: str
    reason: str
    listed: bool
    near: bool


def offers(
    reader: Reader, listed: Collection[UUID | None], text: str, limit: int = 6
) -> tuple[Offer, ...]:
    """Who may be meant by what was typed so far, the likeliest first; Lao or Latin, or a phone.

    ``listed`` are the people of the event's list.
    """
    said = split_name(text)
    typed = said.name if said.given else text.strip()
    if len(search_key(typed)) < SHORTEST:
        return ()
    found = reader.people(typed, limit * 2)
    phones = reader.phones(p.id for p in found)
    units = {o.id: o for o in reader.organisations()} if found else {}
    places = reader.gazetteer().province_by_code
    english = screen_language() == "en"
    made = []
    for person in found:
        unit = units.get(person.organisation_id) if person.organisation_id else None
        province = places.get(person.province or "")
        where = "" if province is None else province.name_en if english else province.name_lo
        who = "" if unit is None else (unit.name_en if english else "") or unit.name_lo
        numbers = phones.get(person.id, ())
        detail = [person.position, who, where, *map(phone, numbers[:1])]
        fit = max(similarity(typed, person.name), similarity(typed, _latin(person)))
        made.append(
            Offer(
                person.id, person.name or _latin(person), " · ".join(filter(None, detail)),
                _reason(typed, person, numbers), person.id in listed, fit >= FIT,
            )
        )  # fmt: skip
    begun = _("begins so")
    return tuple(sorted(made, key=lambda o: (not o.near, o.listed, o.reason != begun)))[:limit]


def _reason(typed: str, person: Person, phones: tuple[str, ...]) -> str:
    digits = "".join(c for c in typed if c.isdecimal())
    if digits and any(digits in number for number in phones):
        return _("the phone fits")
    latin = _latin(person)
    told = judge(Known(None, typed, ""), Known(person.id, person.name, latin)).reasons
    for_it = [reason for reason in told if not reason.startswith(_("against: another given name"))]
    key = search_key(typed)
    if search_key(person.name).startswith(key) or search_key(latin).startswith(key):
        return for_it[0] if search_key(person.name) == key and for_it else _("begins so")
    return for_it[0] if for_it else _("a part of the name fits")


def _latin(person: Person) -> str:
    return f"{person.given_name_latin} {person.surname_latin}".strip()
