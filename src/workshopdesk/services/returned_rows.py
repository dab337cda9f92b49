"""What the rows of a list that came back would change: ours by their marks, others by their names.

Hides how a value changed in the file is told from one changed here meanwhile, and which name on
somebody's sheet is which registration. Nothing is written here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from typing import Final
from uuid import UUID

from workshopdesk.documents.model import Language
from workshopdesk.domain.attendance import PRESENT, Mark
from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.domain.returning import FIELDS, RowMark, read_row_mark
from workshopdesk.exchange import marks as typed
from workshopdesk.exchange.returned import Grid, GridRow
from workshopdesk.exchange.words import sex_of
from workshopdesk.i18n import _
from workshopdesk.lao.names import split_name
from workshopdesk.lao.text import canonical, search_key
from workshopdesk.matching.names import FIT, similarity
from workshopdesk.matching.phones import national
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.lists import list_headings, person_lines, values_of
from workshopdesk.services.papers.wording import Wording
from workshopdesk.services.registrations import Changes

NEW: Final = "new"
HALF_DAY: Final = "half_day"
_LEAST_SIGNATURE = 3
NOTHING: Final = Changes()


@dataclass(frozen=True)
class Step:
    """One thing a list would change: of one person one field, one half-day, or all of a new one.

    ``field`` is one of FIELDS, HALF_DAY or NEW. ``conflict``: it was changed here as well since
    the list was made. ``after_mark`` is the mark set where the field is HALF_DAY.
    """

    row: int
    who: str
    field: str
    before: str
    after: str
    conflict: bool = False
    registration_id: UUID | None = None
    version: int | None = None
    changes: Changes = NOTHING
    marks: Mapping[int, Mark] = made_by(default_factory=dict)
    phone: str = ""

    @property
    def half_day(self) -> int | None:
        """The number of the half-day it marks."""
        return next(iter(self.marks), None) if self.field == HALF_DAY else None


class RowReader:
    """Reads the rows of one grid against an event as it stands now."""

    def __init__(self, facts: EventFacts, grid: Grid) -> None:
        self._facts, self._grid = facts, grid
        self.problems: list[Problem] = []
        self.recognised = 0
        language: Language = "lo"
        if grid.ours is not None:
            language = "en" if grid.ours.language == "en" else "lo"
        self._english = language == "en"
        words = Wording(language)
        lines = person_lines(facts, words)
        self._people = {p.id: p for p in facts.people}
        self._now = {p.id: values_of(line) for p, line in zip(facts.people, lines, strict=True)}
        self.columns = self._columns()
        self.half_days = self._half_days()
        self._seen: set[UUID] = set()
        said = [row.text(c) for row in grid.rows for c in self.half_days]
        self._crosses = any(map(typed.is_cross, said))
        self._cross = Mark.ABSENT if typed.crosses_are_absent(said) else Mark.PRESENT
        self._by_name: dict[str, list[ParticipantRow]] = defaultdict(list)
        for person in facts.named:
            for name in {search_key(person.name), search_key(person.name_latin)} - {""}:
                self._by_name[name].append(person)

    # Columns

    def _columns(self) -> dict[str, int]:
        """Which column holds which of FIELDS."""
        if self._grid.ours is None:
            return {}
        titles: dict[str, str] = {}
        for language in ("lo", "en"):
            heads = list_headings(Wording("en" if language == "en" else "lo"))
            titles |= {search_key(getattr(heads, name).main): name for name in FIELDS}
        return {
            titles[key]: column
            for column, heading in self._grid.headings.items()
            for key in _keys(heading)
            if key in titles
        }

    def _half_days(self) -> dict[int, tuple[int, ...]]:
        """The half-days that each column of marks stands for."""
        half_days = self._facts.event.half_days
        taken = {*self.columns.values(), *self._grid.names}
        found = {
            column: numbers
            for column, heading in self._grid.headings.items()
            if column not in taken and (numbers := typed.half_days_of(heading, half_days))
        }
        return found or self._unnamed_half_days()

    def _unnamed_half_days(self) -> dict[int, tuple[int, ...]]:
        """As many columns of marks as there are half-days mean these, in their order."""
        if self._grid.ours is not None:
            return {}
        cells: dict[int, list[str]] = defaultdict(list)
        last = max(self._grid.names, default=-1)
        for row in self._grid.rows:
            for column, text in row.cells.items():
                if column > last:
                    cells[column].append(text)
        columns = sorted(c for c, texts in cells.items() if _are_marks(texts))
        expected = [h.number for h in self._facts.half_days]
        if len(columns) != len(expected):
            return {}
        return {column: (number,) for column, number in zip(columns, expected, strict=True)}

    # Rows

    def steps(self) -> Iterator[Step]:
        """What every row would change, in the order of the rows."""
        twice = Counter(row.mark for row in self._grid.rows)
        for row in self._grid.rows:
            mark = read_row_mark(row.mark)
            if mark is not None and mark.registration_id not in self._seen:
                yield from self._marked(row, mark)
            elif self._name_of(row):
                if mark is not None and twice[row.mark] > 1:
                    self._tell("row-copied", _("A copied row; read by its name."), row)
                yield from self._named(row)
        if self._crosses:
            meaning = _("absent") if self._cross is Mark.ABSENT else _("present")
            message = _("Crosses (x) were read as %(meaning)s.") % {"meaning": meaning}
            self._tell("crosses", message, None, severity=Severity.HINT)

    def _marked(self, row: GridRow, mark: RowMark) -> Iterator[Step]:
        person = self._people.get(mark.registration_id)
        if person is None:
            message = _("This row's person is not on the list any more; the row is left out.")
            self._tell("not-listed", message, row)
            return
        self.recognised += 1
        self._seen.add(person.id)
        for name, column in self.columns.items():
            yield from self._field(row, mark, person, name, column)
        if person.person_id is not None or row.text(self.columns.get("name")):
            yield from self._marks(row, person, mark)

    def _field(
        self, row: GridRow, mark: RowMark, person: ParticipantRow, name: str, column: int
    ) -> Iterator[Step]:
        text, now = row.text(column), self._now[person.id][name]
        if mark.as_made(name, text) or _alike(name, text, now):
            return
        if not text:
            message = _("An empty cell takes nothing away; “%(text)s” stays.") % {"text": now}
            self._tell("emptied", message, row, column, severity=Severity.HINT)
            return
        changes = self._changes(name, text, person)
        if changes is None:
            message = _("“%(text)s” cannot be read; left as it is.") % {"text": text}
            self._tell("not-read", message, row, column)
            return
        conflict = not mark.as_made(name, now)
        who = self._who(person) or text
        yield Step(row.row, who, name, now, text, conflict, person.id, person.version, changes)

    def _changes(self, name: str, text: str, person: ParticipantRow) -> Changes | None:
        if name == "name":
            latin = self._english and bool(person.name_latin) and not _is_lao(text)
            return Changes(name_latin=text) if latin else Changes(name=text)
        if name == "sex":
            sex = sex_of(text)
            return None if sex is None else Changes(sex=sex)
        if name == "phone":
            return None if national(text) is None else Changes(phone=text)
        makers: dict[str, Callable[[str], Changes]] = {
            "position": lambda said: Changes(position=said),
            "unit": lambda said: Changes(organisation=said),
            "district": lambda said: Changes(district=said),
            "province": lambda said: Changes(province=said),
        }
        return makers[name](text)

    def _marks(self, row: GridRow, person: ParticipantRow, made: RowMark | None) -> Iterator[Step]:
        known = self._facts.marks.get(person.id, {})
        for number, mark in self._said_marks(row, self._who(person)).items():
            now = known.get(number)
            before = None if made is None else made.marked(number)
            alike = made is None and now in PRESENT and mark is Mark.PRESENT
            if mark is now or alike or (made is not None and mark is before):
                continue
            yield Step(
                row.row, self._who(person), HALF_DAY, now or "", mark,
                made is not None and now is not before, person.id, person.version,
                marks={number: mark},
            )  # fmt: skip

    def _said_marks(self, row: GridRow, who: str) -> dict[int, Mark]:
        """The marks of a row by half-day; a name written in the cell is a signature."""
        found: dict[int, Mark] = {}
        for column, numbers in self.half_days.items():
            text = row.text(column)
            if not text:
                continue
            mark = typed.read_mark(text, cross=self._cross)
            key = search_key(text)
            if mark is None and len(key) >= _LEAST_SIGNATURE and key in search_key(who):
                mark = Mark.PRESENT
            if mark is None:
                message = _("“%(text)s” is no mark; write P, A, E or L.") % {"text": text}
                self._tell("no-mark", message, row, column)
                continue
            found |= dict.fromkeys(numbers, mark)
        return found

    # Rows known by their names

    def _named(self, row: GridRow) -> Iterator[Step]:
        name = self._name_of(row)
        person = self._person(name, row)
        if person is not None:
            self.recognised += 1
            self._seen.add(person.id)
            yield from self._marks(row, person, None)
        elif self._grid.ours is not None:
            yield self._new(row, name)
        else:
            message = _("Nobody on the event's list is called “%(name)s”; left out.")
            self._tell("unknown-name", message % {"name": name}, row)

    def _name_of(self, row: GridRow) -> str:
        if self._grid.ours is not None:
            return canonical(row.text(self.columns.get("name")))
        return canonical(" ".join(filter(None, (row.text(c) for c in self._grid.names))))

    def _person(self, name: str, row: GridRow) -> ParticipantRow | None:
        """The one registration a name means; of namesakes the one whose phone or unit agrees."""
        said = split_name(name)
        plain = said.name if said.given else name
        found = self._by_name.get(search_key(plain), []) or self._by_name.get(search_key(name), [])
        if not found and self._grid.ours is None:
            found = [p for p in self._facts.named if similarity(plain, p.name) >= FIT]
        found = [p for p in found if p.id not in self._seen]
        if len(found) > 1:
            texts = {search_key(text) for text in row.cells.values()} - {""}
            near = [p for p in found if {search_key(p.organisation), p.phone} & texts]
            found = near if len(near) == 1 else []
            if not found:
                message = _("Several people are called “%(name)s”; left out.") % {"name": name}
                self._tell("namesakes", message, row)
        return found[0] if len(found) == 1 else None

    def _new(self, row: GridRow, name: str) -> Step:
        said = {f: row.text(c) for f, c in self.columns.items() if f != "name"}
        sex, phone = sex_of(said.get("sex", "")), national(said.get("phone", "") or "x")
        if said.get("phone") and phone is None:
            message = _("“%(text)s” cannot be read; left as it is.") % {"text": said["phone"]}
            self._tell("not-read", message, row, self.columns["phone"])
        changes = Changes(
            name=name, sex=sex, position=said.get("position") or None,
            organisation=said.get("unit") or None, district=said.get("district") or None,
            province=said.get("province") or None, phone=phone,
        )  # fmt: skip
        details = [text for text in said.values() if text]
        marks = self._said_marks(row, name)
        return Step(
            row.row, name, NEW, "", " · ".join(details), changes=changes, marks=marks,
            phone=phone or "",
        )  # fmt: skip

    def _who(self, person: ParticipantRow) -> str:
        return self._now[person.id]["name"]

    def _tell(
        self, code: str, message: str, row: GridRow | None, column: int | None = None,
        severity: Severity = Severity.WARNING,
    ) -> None:  # fmt: skip
        letters = "" if column is None else Grid.letters(column)
        number = None if row is None else row.row
        self.problems.append(Problem(severity, code, message, self._grid.sheet, number, letters))


def _keys(heading: tuple[str, ...]) -> Iterator[str]:
    """A heading as a whole, then its beginnings: a heading in two languages has the Lao first."""
    for text in heading:
        words = text.split()
        for count in range(len(words), 0, -1):
            yield search_key(" ".join(words[:count]))


def _are_marks(texts: list[str]) -> bool:
    return all(typed.read_mark(text) is not None for text in texts)


def _is_lao(text: str) -> bool:
    return any("\u0e80" <= letter <= "\u0eff" for letter in text)


def _alike(name: str, text: str, now: str) -> bool:
    """Whether a text says what stands here already, spelt or written another way."""
    if canonical(text) == now:
        return True
    if name == "phone":
        return bool(text) and national(text) == national(now or "x")
    if name == "sex":
        return bool(text) and sex_of(text) is not None and sex_of(text) == sex_of(now)
    return False
