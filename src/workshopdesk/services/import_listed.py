"""Which rows of a list say again what was said: earlier in the list, or registered at the event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.lao.text import search_key
from workshopdesk.matching.names import FIT, similarity
from workshopdesk.matching.people import judge
from workshopdesk.services.import_planned import PlannedRow

_FAMILY: Final = 30
"""So many rows with one phone are compared; an office's number stands in hundreds."""


class Said:
    """The rows of a list so far, to notice a person said twice."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, ...], PlannedRow] = {}
        self._by_phone: dict[str, list[PlannedRow]] = defaultdict(list)

    def before(self, draft: PlannedRow) -> PlannedRow | None:
        """The earlier row about the same person: a phone and the name agree, in whichever spelling
        or script, and nothing speaks against it; without a phone, the same name, unit and post on
        another sheet (lists of two days)."""
        for number in draft.phones:
            for earlier in self._by_phone[number]:
                same = search_key(earlier.name) == search_key(draft.name)
                if same or judge(draft.known, earlier.known).certain:
                    return earlier
        earlier_row = self._rows.get(self._key(draft))
        if not draft.phones and earlier_row is not None and earlier_row.sheet != draft.sheet:
            return earlier_row
        return None

    def note(self, draft: PlannedRow) -> None:
        """Remember a row."""
        for number in draft.phones:
            if len(self._by_phone[number]) < _FAMILY:
                self._by_phone[number].append(draft)
        if not draft.phones:
            self._rows.setdefault(self._key(draft), draft)

    @staticmethod
    def _key(draft: PlannedRow) -> tuple[str, ...]:
        fields = draft.registration_fields
        name = search_key(draft.name)
        return (name, "", str(fields["organisation_text"]), str(fields["position"]))


class Registrations:
    """The registrations an event has, each given to at most one row."""

    def __init__(
        self, listed: Iterable[ParticipantRow], phones: dict[UUID, tuple[str, ...]]
    ) -> None:
        self._by_phone: dict[str, list[ParticipantRow]] = defaultdict(list)
        self._by_unit: dict[tuple[str, str], list[ParticipantRow]] = defaultdict(list)
        self._given: set[UUID] = set()
        self._phones = phones
        for row in listed:
            for number in phones.get(row.person_id, ()) if row.person_id else ():
                self._by_phone[number].append(row)
            self._by_unit[(search_key(row.name), search_key(row.organisation))].append(row)

    def match(self, drafts: list[PlannedRow]) -> dict[int, ParticipantRow]:
        """The registration of each row that has one: by phone and name first, then by unit."""
        found: dict[int, ParticipantRow] = {}
        for number, draft in enumerate(drafts):
            choices = [r for p in draft.phones for r in self._by_phone.get(p, ())]
            fitting = [r for r in choices if similarity(draft.name, r.name) >= FIT]
            self._give(
                number, sorted(fitting, key=lambda r: -similarity(draft.name, r.name)), found
            )
        for number, draft in enumerate(drafts):
            if number not in found:
                unit = str(draft.registration_fields["organisation_text"])
                key = (search_key(draft.name), search_key(unit))
                same = [r for r in self._by_unit.get(key, []) if not self._namesake(draft, r)]
                self._give(number, same, found)
        return found

    def _namesake(self, draft: PlannedRow, row: ParticipantRow) -> bool:
        """Whether name and unit agree by chance: another phone, and something else differs too.

        Many units are called alike in every province, and names are few.
        """
        known = self._phones.get(row.person_id, ()) if row.person_id else ()
        if not (draft.phones and known):
            return False
        person, here = draft.person_fields, draft.registration_fields
        pairs = (
            (person["sex"], row.sex),
            (person["birth_year"], row.birth_year),
            (here["province"], row.province),
            (here["district"], row.district),
            (here["position"], row.position),
        )
        return any(said and stored and said != stored for said, stored in pairs)

    def _give(
        self, number: int, choices: list[ParticipantRow], found: dict[int, ParticipantRow]
    ) -> None:
        for row in choices:
            if row.id not in self._given:
                self._given.add(row.id)
                found[number] = row
                return
