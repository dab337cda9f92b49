"""What each row of a list would become at an event; hides the finding and the comparing.

A row is a registration of the event (phone and name, else name and unit), a known person (phone
agrees and the name fits), or someone new. A blank cell never takes away what is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from workshopdesk.domain.event import Event
from workshopdesk.domain.people import Person
from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.domain.progress import Progress
from workshopdesk.domain.registration import ParticipantRow, RegistrationState, Role
from workshopdesk.exchange.reading import ListReading, ListRow
from workshopdesk.i18n import _
from workshopdesk.lao.text import search_key
from workshopdesk.matching.organisations import Organisations, Proposal, propose
from workshopdesk.matching.people import Directory, Known
from workshopdesk.matching.phones import read_phone
from workshopdesk.services.import_listed import Registrations, Said
from workshopdesk.services.import_planned import Change, PlannedRow, RowAction
from workshopdesk.store import Reader

_ALL = 10_000_000
# Other words for roles on forms in English, in the singular.
_ROLE_WORDS = {
    "trainer": Role.RESOURCE_PERSON,
    "speaker": Role.RESOURCE_PERSON,
    "presenter": Role.RESOURCE_PERSON,
    "invitedguest": Role.GUEST,
    "observer": Role.GUEST,
    "supportstaff": Role.ASSISTING_STAFF,
    "notetaker": Role.RAPPORTEUR,
    "translator": Role.INTERPRETER,
    "journalist": Role.MEDIA,
}


class Planner:
    """Knows an event's registrations, the people and the reference data; plans a list's rows."""

    def __init__(self, reader: Reader, event: Event) -> None:
        self.event = event
        self.problems: list[Problem] = []
        self._proposals: dict[str, Proposal] = {}
        self._proposed_at: dict[tuple[str, str], str] = {}
        self._organisation_of: dict[tuple[str, str, str], tuple[UUID | None, str]] = {}
        self._listed = [
            p
            for p in reader.participants(self.event.id)
            if p.state is not RegistrationState.CANCELLED and p.person_id is not None
        ]
        self._people = {p.id: p for p in reader.people(limit=_ALL)}
        self._phones = reader.phones(self._people)
        self._identifiers = reader.identifiers()
        self._directory = Directory(self._known(p) for p in self._people.values())
        self._organisations = Organisations(reader.organisations(), reader.gazetteer().provinces)
        self._types = [term.code for term in reader.organisation_types()]
        self._gazetteer = reader.gazetteer()
        self._rules = [(_rule(r.pattern), Role(r.role)) for r in reader.position_rules()]
        self._roles = {
            search_key(word): Role(term.code)
            for term in reader.roles()
            for word in (term.name_lo, term.name_en, term.code)
        }

    def _known(self, person: Person) -> Known:
        return Known(
            id=person.id,
            name=person.name,
            name_latin=f"{person.given_name_latin} {person.surname_latin}".strip(),
            phones=self._phones.get(person.id, ()),
            identifiers=self._identifiers.get(person.id, ()),
            sex=person.sex,
            organisation=str(person.organisation_id or ""),
            province=person.province or "",
            birth_year=person.birth_year,
            birth_date=person.birth_date.strftime("%Y%m%d") if person.birth_date else "",
        )

    def new_organisations(self, rows: Iterable[PlannedRow]) -> tuple[Proposal, ...]:
        """Organisations nobody knows yet that the rows to be written name."""
        written = {
            row.organisation_key
            for row in rows
            if row.action in (RowAction.NEW, RowAction.KNOWN)
            or (row.action is RowAction.CHANGED and "organisation_text" in row.registration_fields)
        }
        return tuple(p for key, p in self._proposals.items() if key in written)

    def plan(self, reading: ListReading, progress: Progress) -> tuple[PlannedRow, ...]:
        """What each row becomes, in list order. Cancelled between two rows when told so."""
        self._meet_organisations(reading.rows)
        drafts = [self._draft(row, reading) for row in reading.rows]
        found = Registrations(self._listed, self._phones).match(drafts)
        said = Said()
        taken = {listed.person_id for listed in found.values()}
        planned: list[PlannedRow] = []
        for number, draft in enumerate(drafts):
            progress.step(number, len(drafts), reading.file)
            listed = found.get(number)
            if listed is not None:
                planned.append(self._compared(draft, listed))
            else:
                planned.append(self._registered(draft, said.before(draft), taken))
            said.note(draft)
        self._tell_ages(reading)
        return tuple(planned)

    # One row, by itself

    def _draft(self, row: ListRow, reading: ListReading) -> PlannedRow:
        phones = self._phones_of(row, reading)
        organisation_id, key = self._organisation(row)
        role = self._role(row, reading)
        year = row.birth_year
        if year is None and row.age is not None:
            year = self.event.first_day.year - row.age
        return PlannedRow(
            sheet=row.sheet,
            row=row.row,
            name=row.name,
            action=RowAction.NEW,
            role=role,
            role_said=bool(row.role),
            phones=phones,
            email=row.email,
            organisation_id=organisation_id,
            organisation_key=key,
            person_fields=self._person_fields(row, year),
            registration_fields=_registration_fields(row, role),
        )

    def _organisation(self, row: ListRow) -> tuple[UUID | None, str]:
        """The known organisation's id, or the key of the one proposed ("" for none)."""
        said = (row.organisation, row.province_code or "", row.district_code or "")
        if said not in self._organisation_of:
            self._organisation_of[said] = self._find_organisation(*said)
        return self._organisation_of[said]

    def _meet_organisations(self, rows: Iterable[ListRow]) -> None:
        """Those that say their province are met first: a row of that province which leaves it out
        means the same one, and no second is proposed."""
        said = {(r.organisation, r.province_code or "", r.district_code or ""): None for r in rows}
        for text, province, district in sorted(said, key=lambda s: not self._placed(s[0])[1]):
            key = (text, province, district)
            self._organisation_of[key] = self._find_organisation(*key)

    def _placed(self, text: str) -> tuple[str, str]:
        return self._organisations.placed(text)

    def _find_organisation(
        self, text: str, province: str, district: str
    ) -> tuple[UUID | None, str]:
        of_province = self._gazetteer.province_by_code.get(province)
        of_district = self._gazetteer.district_by_code.get(district)
        known = self._organisations.find(text, of_province, of_district)
        if known is not None:
            return known.id, ""
        proposal = propose(text, of_province, of_district, self._types)
        if proposal is None:
            return None, ""
        base, named = self._placed(proposal.name)
        home = named or province
        again = self._proposed_at.get((base, home)) if home else None
        if again is None:
            again = self._proposals.setdefault(proposal.key, proposal).key
            if named:
                self._proposed_at[(base, named)] = again
        return None, again

    def _person_fields(self, row: ListRow, year: int | None) -> dict[str, object]:
        given, _space, surname = row.name_latin.partition(" ")
        return {
            "given_name": row.given,
            "surname": row.surname,
            "given_name_latin": given,
            "surname_latin": surname,
            "honorific": row.honorific,
            "rank": row.rank,
            "sex": row.sex,
            "birth_year": year,
            "birth_date": row.birth_date,
            "age_said": row.age,
            "age_said_on": self.event.first_day if row.age is not None else None,
            "position": row.position,
            "village": row.village,
            "province": row.province_code,
            "district": row.district_code,
        }

    def _phones_of(self, row: ListRow, reading: ListReading) -> tuple[str, ...]:
        found: list[str] = []
        for text in row.phones:
            read = read_phone(text)
            if not read.numbers:
                message = _("“%(text)s” is no phone number; left out.") % {"text": text}
                self._tell(row, reading, "phone-unknown", message, "phone")
            elif read.assumed:
                message = _("“%(text)s” has no code; read as %(number)s.")
                told = message % {"text": text, "number": read.numbers[0]}
                self._tell(row, reading, "phone-assumed", told, "phone")
            found += [number for number in read.numbers if number not in found]
        return tuple(found)

    def _role(self, row: ListRow, reading: ListReading) -> Role:
        if row.role:
            key = search_key(row.role)
            role = self._roles.get(key) or self._roles.get(key.removesuffix("s"))
            role = role or _ROLE_WORDS.get(key.removesuffix("s")) or self._role_by_rule(row.role)
            if role is not None:
                return role
            message = _("“%(text)s” is no role known here; it follows from the position.")
            self._tell(row, reading, "role-unknown", message % {"text": row.role}, "role")
        return self._role_by_rule(row.position) or Role.PARTICIPANT

    def _role_by_rule(self, text: str) -> Role | None:
        key = search_key(text)
        return next((role for pattern, role in self._rules if pattern.fullmatch(key)), None)

    def _tell_ages(self, reading: ListReading) -> None:
        if any(row.age is not None for row in reading.rows):
            message = _("The list gives ages; years of birth are %(year)d less the age.")
            told = message % {"year": self.event.first_day.year}
            guess = reading.columns.get("age")
            sheet = reading.rows[0].sheet
            column = guess.column if guess else ""
            self.problems.append(Problem(Severity.HINT, "year-from-age", told, sheet, None, column))

    def _tell(
        self, row: ListRow, reading: ListReading, code: str, message: str, column: str
    ) -> None:
        guess = reading.columns.get(column)
        letters = guess.column if guess else ""
        self.problems.append(Problem(Severity.WARNING, code, message, row.sheet, row.row, letters))

    # One row, beside what is known

    def _registered(
        self, draft: PlannedRow, twice: PlannedRow | None, taken: set[UUID | None]
    ) -> PlannedRow:
        """A row that is no registration yet: a known person, someone new, or said twice."""
        person = self._directory.certain(draft.known)
        if twice is not None or (person is not None and person.id in taken):
            where = _("row %(row)s") % {"row": twice.place} if twice else _("the event's list")
            message = _("This person is already in %(where)s; the row is left out.")
            told = message % {"where": where}
            problem = Problem(Severity.WARNING, "said-twice", told, draft.sheet, draft.row)
            self.problems.append(problem)
            return replace(draft, action=RowAction.SKIPPED)
        if person is None or person.id is None:
            return draft
        taken.add(person.id)
        known = self._people[person.id]
        missing = {
            name: value
            for name, value in draft.person_fields.items()
            if value not in (None, "") and _blank(known, name)
        }
        return replace(draft, action=RowAction.KNOWN, person_id=person.id, person_fields=missing)

    def _compared(self, draft: PlannedRow, listed: ParticipantRow) -> PlannedRow:
        """A row that is a registration already: what the list says otherwise."""
        changes: list[Change] = []
        person = self._person_changes(draft, listed, changes)
        registration = self._registration_changes(draft, listed, changes)
        known = self._phones.get(listed.person_id, ()) if listed.person_id else ()
        phones: tuple[str, ...] = ()
        if draft.phones and draft.phones[0] not in known:
            phones = draft.phones
            changes.append(Change("phone", known[0] if known else "", phones[0]))
        return replace(
            draft,
            action=RowAction.CHANGED if changes else RowAction.UNCHANGED,
            person_id=listed.person_id,
            registration_id=listed.id,
            version=listed.version,
            phones=phones,
            person_fields=person,
            registration_fields=registration,
            changes=tuple(changes),
        )

    def _person_changes(
        self, draft: PlannedRow, listed: ParticipantRow, changes: list[Change]
    ) -> dict[str, object]:
        found: dict[str, object] = {}
        wanted = draft.person_fields
        if draft.name != listed.name:
            changes.append(Change("name", listed.name, draft.name))
            found |= {"given_name": wanted["given_name"], "surname": wanted["surname"]}
        for name, before in (("sex", listed.sex), ("birth_year", listed.birth_year)):
            after = wanted[name]
            if after is not None and after != before:
                found[name] = after
                changes.append(Change(name, _said(before), _said(after)))
        person = self._people.get(listed.person_id) if listed.person_id else None
        day, known = wanted["birth_date"], person.birth_date if person else None
        if day not in (None, known):
            found["birth_date"] = day
            changes.append(Change("birth_date", _said(known), _said(day)))
        elif known is not None and "birth_year" in found:
            # The day belonged to another year: what counts ages must not go by it.
            found["birth_date"] = None
        return found

    def _registration_changes(
        self, draft: PlannedRow, listed: ParticipantRow, changes: list[Change]
    ) -> dict[str, object]:
        found: dict[str, object] = {}
        wanted = draft.registration_fields
        for name, before in (
            ("honorific", listed.honorific),
            ("position", listed.position),
            ("organisation_text", listed.organisation),
        ):
            after = str(wanted[name])
            if after and after != before:
                found[name] = after
                changes.append(Change(name.removesuffix("_text"), before, after))
        for name, code, shown in (
            ("district", listed.district, listed.district_lo),
            ("province", listed.province, listed.province_lo),
        ):
            found |= self._place_change(name, code, shown, draft, changes)
        if ("position" in found or draft.role_said) and draft.role is not listed.role:
            found["role"] = draft.role
            changes.append(Change("role", listed.role, draft.role))
        return found

    def _place_change(
        self, name: str, code: str | None, shown: str, draft: PlannedRow, changes: list[Change]
    ) -> dict[str, object]:
        after_code = draft.registration_fields[name]
        after_text = str(draft.registration_fields[f"{name}_text"])
        if after_code is None and not after_text:
            return {}
        after = after_text
        if isinstance(after_code, str):
            places = self._gazetteer
            found = places.province_by_code if name == "province" else places.district_by_code
            after = found[after_code].name_lo
        if (after_code, after) == (code, shown):
            return {}
        changes.append(Change(name, shown, after))
        return {name: after_code, f"{name}_text": after_text}


def _registration_fields(row: ListRow, role: Role) -> dict[str, object]:
    return {
        "role": role,
        "state": RegistrationState.REGISTERED,
        "honorific": row.honorific,
        "position": row.position,
        "organisation_text": row.organisation,
        "province": row.province_code,
        "province_text": "" if row.province_code else row.province,
        "district": row.district_code,
        "district_text": "" if row.district_code else row.district,
    }


def _blank(person: Person, name: str) -> bool:
    return getattr(person, name, "?") in (None, "")


def _said(value: object) -> str:
    return "" if value is None else str(value)


def _rule(pattern: str) -> re.Pattern[str]:
    """A position rule: … stands for anything, the rest is compared by search key."""
    parts = (re.escape(search_key(part)) for part in pattern.split("…"))
    return re.compile(".*".join(parts))
