"""Everything stored about one person, in words: for the paper they are given.

Hides which field is called what and which code means what. What has no words of its own yet is
listed by the name it is stored under, so that nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from workshopdesk.documents import model as m
from workshopdesk.documents.personal import PersonalData, PersonalSection
from workshopdesk.domain.consent import PURPOSE_WORDS, Purpose
from workshopdesk.domain.people import Sex
from workshopdesk.i18n import N_
from workshopdesk.services.papers.wording import SEX, Wording, filled, phone
from workshopdesk.store import Reader

Row = Mapping[str, Any]

_FIELDS = {
    "honorific": N_("Honorific"),
    "rank": N_("Rank"),
    "given_name": N_("Given name"),
    "surname": N_("Surname"),
    "given_name_latin": N_("Given name in Latin letters"),
    "surname_latin": N_("Surname in Latin letters"),
    "sex": N_("Sex"),
    "birth_date": N_("Date of birth"),
    "birth_year": N_("Year of birth"),
    "age_said": N_("Age as said"),
    "age_said_on": N_("Age said on"),
    "organisation_id": N_("Organisation"),
    "position": N_("Position"),
    "village": N_("Village"),
    "district": N_("District"),
    "province": N_("Province"),
    "primary_stakeholder": N_("Primary stakeholder"),
    "ethnic_family": N_("Ethnic family"),
    "ethnic_group": N_("Ethnic group"),
    "seeing": N_("Difficulty seeing"),
    "hearing": N_("Difficulty hearing"),
    "walking": N_("Difficulty walking"),
    "cognition": N_("Difficulty remembering"),
    "self_care": N_("Difficulty with self-care"),
    "communication": N_("Difficulty communicating"),
    "disability_said": N_("Disability, as said"),
    "role": N_("Role"),
    "state": N_("State"),
    "note": N_("Note"),
    "mark": N_("Attendance"),
    "name": N_("Name"),
    "number": N_("Number"),
    "issued_on": N_("Issued on"),
    "value": N_("Value"),
    "purpose": N_("Purpose"),
    "given": N_("Agreed"),
    "on": N_("Date"),
    "asked_by": N_("Asked by"),
    "kind": N_("Kind"),
    "half_day": N_("Half-day"),
    "source": N_("Source"),
    "room": N_("Room"),
    "locked": N_("Locked"),
    "organisation_text": N_("Unit as on the list"),
    "province_text": N_("Province as on the list"),
    "district_text": N_("District as on the list"),
    "question_lo": N_("Question in Lao"),
    "question_en": N_("Question in English"),
    "media_type": N_("Kind of file"),
    "size": N_("Size"),
    "reason": N_("Reason"),
    "title": N_("Title"),
    "part": N_("Part"),
    "text_lo": N_("Text in Lao"),
    "text_en": N_("Text in English"),
}
_TABLES = {
    "attachment": N_("File"),
    "group_member": N_("In a group"),
    "work_group": N_("Leads a group"),
    "session_part": N_("Part in a session"),
    "not_same_person": N_("Found not to be someone else"),
    "person_left_behind_group": N_("Left-behind group"),
    "payment_line": N_("Line of a payment list"),
    "certificate_exception": N_("Exception for a certificate"),
    "group_wish": N_("Wish for groups"),
}
_VALUES = {
    "present": N_("Present"), "absent": N_("Absent"), "excused": N_("Excused"), "late": N_("Late"),
    "promised": N_("Promised"), "invited": N_("Invited"), "confirmed": N_("Confirmed"),
    "registered": N_("Registered"), "cancelled": N_("Cancelled"), "issued": N_("Issued"),
    "reissued": N_("Reissued"), "revoked": N_("Revoked"), "phone": N_("Phone"),
    "email": N_("E-mail"), "typed": N_("Typed"), "scanned": N_("Scanned"), "badge": N_("Badge"),
    "photo": N_("Photographs"), "list": N_("Name on lists given to funders"),
    "contact": N_("Being contacted later"), "sensitive": N_("Ethnicity and disability"),
}  # fmt: skip
_DIFFICULTY = (
    N_("No difficulty"), N_("Some difficulty"), N_("A lot of difficulty"), N_("Cannot do it"),
)  # fmt: skip
_WASHINGTON = {"seeing", "hearing", "walking", "cognition", "self_care", "communication"}
_DATES = {"birth_date", "age_said_on", "on", "issued_on"}
_HIDDEN = {"id", "version", "person_id", "registration_id", "merged_into_id", "data", "sha256"}
_KINDS = {"C": N_("Created"), "U": N_("Changed"), "D": N_("Deleted")}


def assemble(reader: Reader, data: Row, language: m.Language, today: date) -> PersonalData:
    """The sheet of what ``store.privacy.person_data`` gave."""
    words = Wording(language)
    said = _Said(reader, words)
    title = words.say(N_("Data stored about one person"))
    office = reader.office()
    person, records = data["person"], data["records"]
    name = f"{person['given_name']} {person['surname']}".strip()
    return PersonalData(
        language=language,
        dated=today,
        head=m.Letterhead(
            (), words.stored(office.name_lo, office.name_en), "", "", title,
            m.Words(name, keep=(name,)), (words.day(today),),
        ),
        foot=m.Footing(title.main, words.line(N_("Page {page}/{pages}"))),
        note=words.say(N_("This is everything the database of this office holds about you, with"
                          " every change made to it. You may ask for it to be corrected.")),
        sections=tuple(
            PersonalSection(words.say(heading), tuple(facts), words.say(N_("Nothing is stored")))
            for heading, facts in (
                (N_("Person"), said.facts(person)),
                (N_("Contacts"), said.contacts(records)),
                (N_("Sensitive facts"), said.sensitive(records)),
                (N_("Consents"), said.consents(records)),
                (N_("Participation in events"), said.registrations(data)),
                (N_("Certificates"), said.certificates(records)),
                (N_("Files and other entries"), said.others(records)),
                (N_("What was done with this data"), said.history(data["history"])),
            )
        ),
    )  # fmt: skip


class _Said:
    """Puts stored values into the words of one document."""

    def __init__(self, reader: Reader, words: Wording) -> None:
        self._words = words
        places = reader.gazetteer()
        terms = (*reader.roles(), *reader.ethnic_families(), *reader.ethnic_groups())
        self._terms = {term.code: (term.name_lo, term.name_en) for term in terms}
        self._terms |= {p.code: (p.name_lo, p.name_en) for p in places.provinces}
        self._terms |= {code: (d.name_lo, d.name_en) for code, d in places.district_by_code.items()}
        self._organisations = {o.id.hex: (o.name_lo, o.name_en) for o in reader.organisations()}

    # Values

    def value(self, field: str, value: object) -> m.Words:
        """A stored value in words."""
        words = self._words
        if isinstance(value, bool):
            return words.say(N_("Yes") if value else N_("No"))
        if field == "sex" and isinstance(value, str):
            return words.say(SEX[Sex(value)])
        if field in _WASHINGTON and isinstance(value, int) and 1 <= value <= len(_DIFFICULTY):
            return words.say(_DIFFICULTY[value - 1])
        if field in _DATES and isinstance(value, str):
            return words.day(date.fromisoformat(value))
        return self._coded(str(value))

    def _coded(self, text: str) -> m.Words:
        known = self._terms.get(text) or self._organisations.get(text.replace("-", ""))
        if known:
            return self._words.stored(*known)
        return self._words.say(_VALUES[text]) if text in _VALUES else m.Words(text)

    def label(self, field: str) -> m.Words:
        """What a field is called."""
        return self._words.say(_FIELDS[field]) if field in _FIELDS else m.Words(field)

    def facts(self, row: Row) -> Iterator[m.Fact]:
        """Every field of a row that holds something."""
        for field in sorted(row, key=lambda f: list(_FIELDS).index(f) if f in _FIELDS else 99):
            if field not in _HIDDEN and row[field] not in (None, ""):
                yield m.Fact(self.label(field), self.value(field, row[field]))

    def _joined(self, parts: list[m.Words]) -> m.Words:
        told = [part for part in parts if part.main]
        under = " · ".join(p.under or p.main for p in told) if any(p.under for p in told) else ""
        return m.Words(" · ".join(p.main for p in told), under)

    def _line(self, row: Row, skip: set[str] | None = None) -> m.Words:
        """A row in one line: label and value of each field that holds something."""
        told = self.facts({k: v for k, v in row.items() if k not in (skip or set())})
        return self._joined([_pair(fact) for fact in told])

    # Sections

    def contacts(self, records: Row) -> Iterator[m.Fact]:
        """Phones, addresses, and numbers others gave."""
        for row in records.get("person_contact", ()):
            text = phone(row["value"]) if row["kind"] == "phone" else row["value"]
            yield m.Fact(self.value("kind", row["kind"]), m.Words(text))
        for row in records.get("person_identifier", ()):
            yield m.Fact(m.Words(row["kind"]), m.Words(row["value"]))

    def sensitive(self, records: Row) -> Iterator[m.Fact]:
        """Ethnicity and disability."""
        for row in records.get("person_sensitive", ()):
            yield from self.facts(row)

    def consents(self, records: Row) -> Iterator[m.Fact]:
        """What was agreed to or refused, when, and who asked."""
        words = self._words
        for row in records.get("consent", ()):
            known = row["purpose"] in list(Purpose)
            purpose = words.say(PURPOSE_WORDS[Purpose(row["purpose"])]) if known else None
            answer = words.say(N_("Agreed") if row["given"] else N_("Refused"))
            when = words.day(date.fromisoformat(row["on"])) if row["on"] else m.Words("")
            asked = m.Words(row["asked_by"])
            yield m.Fact(purpose or m.Words(row["purpose"]), self._joined([answer, when, asked]))

    def registrations(self, data: Row) -> Iterator[m.Fact]:
        """Each event with the role, post and unit then, and the marks of every half-day."""
        records, words = data["records"], self._words
        events = {event["id"]: event for event in data["events"]}
        for row in records.get("registration", ()):
            event = events[row["event_id"]]
            marks = sorted(
                (mark["half_day"], mark["mark"])
                for mark in records.get("attendance", ())
                if mark["registration_id"] == row["id"]
            )
            parts = [
                words.stored(event["title_lo"], event["title_en"]),
                self._coded(row["role"]),
                m.Words(row["position"]),
                m.Words(row["organisation_text"]),
                self._coded(row["province"] or ""),
                self._coded(row["state"]),
                *(self._half_day(number, mark) for number, mark in marks),
                m.Words(row["note"]),
            ]
            yield m.Fact(words.day(date.fromisoformat(event["first_day"])), self._joined(parts))

    def _half_day(self, number: int, mark: str) -> m.Words:
        return self._words.each(
            lambda lang: (
                filled(N_("half-day %(n)s"), lang, {"n": str(number)})
                + ": " + filled(_VALUES.get(mark, mark), lang, {})
            )
        )  # fmt: skip

    def certificates(self, records: Row) -> Iterator[m.Fact]:
        """Number, name as written, date and state."""
        for row in records.get("certificate", ()):
            issued = self._words.day(date.fromisoformat(row["issued_on"]))
            parts = [m.Words(row["name"]), m.Words(row["title"]), issued, self._coded(row["state"])]
            yield m.Fact(m.Words(row["number"]), self._joined(parts))

    def others(self, records: Row) -> Iterator[m.Fact]:
        """Everything else that refers to the person, so that nothing is left out."""
        shown = {"person_contact", "person_identifier", "person_sensitive", "consent",
                 "registration", "attendance", "certificate"}  # fmt: skip
        for table in sorted(records.keys() - shown):
            for row in records[table]:
                links = {field for field in row if field.endswith("_id")}
                known = self._words.say(_TABLES[table]) if table in _TABLES else m.Words(table)
                yield m.Fact(known, self._line(row, links | {"order"}))

    def history(self, entries: list[Row]) -> Iterator[m.Fact]:
        """Each change: when, by whom, what it held afterwards."""
        for entry in entries:
            at = datetime.fromisoformat(entry["at"]).astimezone()
            after = {field: new for field, (_old, new) in entry["fields"].items()}
            links = {f for f in after if f.endswith("_id") and f != "organisation_id"}
            what = self._words.say(_KINDS[entry["operation"]])
            head = self._joined([what, m.Words(entry["author"])])
            text = self._joined([head, self._line(after, links | {"order", "number"})])
            yield m.Fact(m.Words(f"{at:%Y-%m-%d %H:%M}"), text)


def _pair(fact: m.Fact) -> m.Words:
    """Label and text in one line, in the languages they have."""
    label, text = fact.label, fact.text
    under = f"{label.under or label.main}: {text.under or text.main}"
    return m.Words(f"{label.main}: {text.main}", under if label.under or text.under else "")
