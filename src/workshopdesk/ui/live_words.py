"""Fields and their values in words, for mine and theirs. No Qt."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from uuid import UUID

from workshopdesk.domain.attendance import Mark
from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.store import Reader
from workshopdesk.store.stance import Clash
from workshopdesk.ui import words

_FIELDS = {
    "abbreviation": N_("Abbreviation"), "age_said": N_("Age"), "amount": N_("Amount"),
    "birth_date": N_("Date of birth"), "birth_year": N_("Year of birth"),
    "certificate_mask": N_("Number"), "code": N_("Code"),
    "completion_percent": N_("Complete from"), "definition": N_("Definition"),
    "district": N_("District"), "district_text": N_("District"), "end": N_("Ends"),
    "first_day": N_("First day"), "given_name": N_("Given name"),
    "given_name_latin": N_("Given name in Latin letters"), "half_day": N_("Half-day"),
    "honorific": N_("Honorific"), "kind": N_("Kind"), "last_day": N_("Last day"),
    "lessons_en": N_("Lessons in English"), "lessons_lo": N_("Lessons in Lao"),
    "level": N_("Level"), "locked": N_("Stays in its group"), "mark": N_("Attendance"),
    "men": N_("Men"), "name": N_("Name"), "name_en": N_("Name in English"),
    "name_latin": N_("Name in Latin letters"), "name_lo": N_("Name in Lao"), "note": N_("Note"),
    "number": N_("Number"), "objectives_en": N_("Objectives in English"),
    "objectives_lo": N_("Objectives in Lao"), "organisation_id": N_("Organisation"),
    "organisation_text": N_("Organisation"), "parent_id": N_("Belongs to"),
    "place_en": N_("Place in English"), "place_lo": N_("Place in Lao"),
    "position": N_("Position"), "province": N_("Province"), "province_text": N_("Province"),
    "question_en": N_("Question in English"), "question_lo": N_("Question in Lao"),
    "rank": N_("Rank"), "recommendation": N_("Recommendation"),
    "reference_number": N_("Reference number"), "role": N_("Role"), "room": N_("Room"),
    "sector": N_("Sector"), "sex": N_("Sex"), "start": N_("Starts"), "state": N_("Status"),
    "status": N_("Status"), "summary_en": N_("Summary in English"),
    "summary_lo": N_("Summary in Lao"), "surname": N_("Surname"),
    "surname_latin": N_("Surname in Latin letters"), "target": N_("Target"), "text": N_("Text"),
    "text_en": N_("Text in English"), "text_lo": N_("Text in Lao"), "title": N_("Title"),
    "title_en": N_("Title in English"), "title_lo": N_("Title in Lao"),
    "topic_en": N_("Topic in English"), "topic_lo": N_("Topic in Lao"), "type": N_("Type"),
    "value": N_("Value"), "venue_en": N_("Venue in English"), "venue_lo": N_("Venue in Lao"),
    "village": N_("Village"), "women": N_("Women"), "day": N_("Day"), "quantity": N_("Quantity"),
    "done_on": N_("Done on"), "due_on": N_("Due on"),
}  # fmt: skip
_OF_TABLES = {
    ("person_contact", "value"): N_("Phone"),
    ("session_part", "text_lo"): N_("People responsible"),
    ("finding", "text"): N_("Finding"),
    ("event_chair", "name"): N_("Chair"),
}
_MARKS = {
    Mark.PRESENT: N_("Present"), Mark.LATE: N_("Late"), Mark.ABSENT: N_("Absent"),
    Mark.EXCUSED: N_("Excused"),
}  # fmt: skip
_STATES = {
    "promised": N_("Promised"), "invited": N_("Invited"), "confirmed": N_("Confirmed"),
    "registered": N_("Registered"), "cancelled": N_("Cancelled"),
}  # fmt: skip
_SEXES = {"F": N_("Female"), "M": N_("Male")}
_LISTED = {
    ("event", "kind"): words.kinds,
    ("event", "status"): words.statuses,
    ("session", "kind"): words.session_kinds,
}
_UNTOLD = {"order", "version", "person_id"}
_NOTHING = "–"


def is_told(clash: Clash) -> bool:
    """Whether a field is anyone's to choose: what follows from others is not."""
    return clash.field not in _UNTOLD


class Words:
    """Words for the clashes of one question, with the names of what they refer to."""

    def __init__(self, reader: Reader) -> None:
        self._english = screen_language() == "en"
        self._gazetteer = reader.gazetteer()
        self._roles = {r.code: r.name_en if self._english else r.name_lo for r in reader.roles()}
        self._organisations = {o.id: o.name_lo or o.name_en for o in reader.organisations()}

    def field(self, clash: Clash) -> str:
        """What a field is called; the record's kind is not said: the person comes from there."""
        if not clash.field:
            return _("The whole entry")
        told = _OF_TABLES.get((clash.kind, clash.field)) or _FIELDS.get(clash.field)
        return _(told) if told else _("Another value")

    def value(self, clash: Clash, value: object, *, mine: bool) -> str:
        """A value as screens write it."""
        if not clash.field:
            return _("Taken away") if mine else _("Stays, as changed")
        if value is None or value == "":
            return _NOTHING
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, date):
            return words.day(value)
        if isinstance(value, time):
            return words.clock(value)
        if isinstance(value, UUID):
            return self._organisations.get(value, _("Another one"))
        return self._code(clash, str(value)) if isinstance(value, str) else _plain(value)

    def _code(self, clash: Clash, code: str) -> str:
        place = self._place(clash.field, code)
        if place:
            return place
        if clash.field == "role":
            return self._roles.get(code, code)
        if (clash.kind, clash.field) in _LISTED:
            return dict(_LISTED[clash.kind, clash.field]()).get(code, code)
        said = _coded(clash, code)
        return _(said) if said else code

    def _place(self, field: str, code: str) -> str:
        if field == "province" and (province := self._gazetteer.province_by_code.get(code)):
            return province.name_en if self._english else province.name_lo
        if field == "district" and (district := self._gazetteer.district_by_code.get(code)):
            return district.name_en if self._english else district.name_lo
        return ""


def _coded(clash: Clash, code: str) -> str:
    """The marked word of a code: a mark, a state, a sex."""
    if clash.field == "mark":
        return _MARKS[Mark(code)]
    if clash.field == "state":
        return _STATES.get(code, "")
    return _SEXES.get(code, "") if clash.field == "sex" else ""


def _plain(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)
