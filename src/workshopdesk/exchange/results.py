"""What reading a list gives: its people, row by row, and what was odd."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from workshopdesk.domain.people import Sex
from workshopdesk.domain.problems import Problem
from workshopdesk.exchange.columns import ColumnGuess


class ListRow(NamedTuple):
    """One person of a list. Texts are canonical; "" or None is unknown.

    ``district`` and ``province`` are the gazetteer's Lao short names, or as typed where the
    place is not certain (then the codes are None). ``phones`` are as typed, best first.
    ``role`` is the word of a role column or section heading. ``birth_date`` is the day the list
    says, where it says one; ``birth_year`` is then its year.
    """

    sheet: str
    row: int
    honorific: str
    rank: str
    given: str
    surname: str
    name_latin: str
    sex: Sex | None
    position: str
    organisation: str
    district: str
    district_code: str | None
    province: str
    province_code: str | None
    village: str
    phones: tuple[str, ...]
    email: str
    birth_year: int | None
    age: int | None
    role: str
    birth_date: date | None = None

    @property
    def name(self) -> str:
        """Given name and surname, without honorific."""
        return f"{self.given} {self.surname}".strip()

    @property
    def phone(self) -> str:
        """The first phone as typed, "" when there is none."""
        return self.phones[0] if self.phones else ""


@dataclass(frozen=True, slots=True)
class ListReading:
    """What a file holds: its people, which columns said what, and what was odd.

    ``unknown`` are the headings ("" for none) of columns that were not understood, by their
    letters; ``ignored`` the letters of columns a person said are nothing.
    """

    file: str
    rows: tuple[ListRow, ...]
    columns: Mapping[str, ColumnGuess]
    problems: tuple[Problem, ...]
    fingerprint: str
    unknown: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
