"""The cells of one person to a row: hides how names, sexes, places, phones and years are meant.

What is doubtful is told as a problem of its row and column; what is not certain stays as typed.
Cells repeat down a list, so each part of a row (its name, its place) is read once for each
different content and looked up after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from datetime import date
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from workshopdesk.domain.people import Sex
from workshopdesk.exchange.located import Located, Places
from workshopdesk.exchange.results import ListRow
from workshopdesk.exchange.rows import SEVERAL_PEOPLE, PersonRow, Section, Walk, lines_in
from workshopdesk.exchange.sheets import Cell
from workshopdesk.exchange.told import Told
from workshopdesk.exchange.values import (
    phones_of,
    plain_name,
    read_age,
    read_birth,
    read_name,
    sex_by_honorific,
    text_of,
)
from workshopdesk.exchange.words import is_tick, sex_of
from workshopdesk.i18n import _

_SEVERAL = re.compile(r"\s*[;\n]\s*")
_NAME = ("name", "given_name", "surname", "name_latin", "honorific")
_SEX = ("sex", "sex_female", "sex_male")
_PLACE = ("district", "province", "place", "village")
_BIRTH = ("birth_year", "age")

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")
Cells = tuple[Cell, ...]


class Memo(dict[Key, Made], Generic[Key, Made]):
    """What a function makes of each key, made once."""

    def __init__(self, make: Callable[[Key], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Made:
        made = self[key] = self._make(key)
        return made


class _Named(NamedTuple):
    """One person a row is about: the parts of the name as a row tells them, and what sex they say.

    ``parts`` are honorific, rank, given name, surname and Latin name; ``noted`` is the sex a
    letter in brackets says, ``titled`` the one of the honorific.
    """

    parts: tuple[str, str, str, str, str]
    noted: Sex | None = None
    titled: Sex | None = None


class People:
    """Makes the rows of one table's people; ``walk`` gets the problems."""

    def __init__(self, walk: Walk, places: Places) -> None:
        self._walk = walk
        self._places = places
        self._sheet = walk.table.sheet.name
        self._section = Section()
        self._names = Memo(self._read_names)
        self._sexes = Memo(self._read_sex)
        self._located = Memo(self._read_place)
        self._births = Memo(self._read_birth)
        self._texts = Memo(text_of)
        self._name_cells = self._getter(*_NAME)
        self._sex_cells = self._getter(*_SEX)
        self._place_cells = self._getter(*_PLACE)
        self._birth_cells = self._getter(*_BIRTH)
        index = walk.table.columns.index
        self._position, self._organisation = index("position"), index("organisation")
        self._email, self._role, self._phone = index("email"), index("role"), index("phone")
        self._more_phones = walk.table.columns.more_phones

    def _getter(self, *fields: str) -> Callable[[Cells], Cells]:
        """The cells of these fields; one the table has no column for is the empty last cell."""
        columns = [self._walk.table.columns.index(name) for name in fields]
        return itemgetter(*[-1 if column is None else column for column in columns])

    def rows(self, person: PersonRow) -> list[ListRow]:
        """One row, or one for each person named in the cell."""
        if person.section is not self._section:
            self._section = person.section
            self._located.clear()
        names = self._names[self._name_cells(person.cells)]
        count = len(names)
        if count > 1:
            told = Told("several-people", _(SEVERAL_PEOPLE) % {"n": count}, "name", hint=True)
            self._tell(told, person)
        return [self._row(person, named, order, count) for order, named in enumerate(names)]

    def _row(self, person: PersonRow, named: _Named, order: int, count: int) -> ListRow:
        cells, section, text = person.cells, person.section, self._text
        place, doubts = self._located[self._place_cells(cells)]
        (year, age, day), odd = self._births[self._birth_cells(cells)]
        said, odd_sex = self._sexes[self._sex_cells(cells)]
        if said and named.titled and said is not named.titled:
            self._tell(self._against(said, named.parts[0]), person)
        if doubts or odd or odd_sex:
            for told in (*odd_sex, *doubts, *odd):
                self._tell(told, person)
        return ListRow(
            self._sheet,
            person.row + 1,
            *named.parts,
            said or named.noted or named.titled or section.sex,
            text(cells, self._position, order, count),
            text(cells, self._organisation, order, count) or section.organisation,
            *place,
            self._phones(cells, order, count),
            text(cells, self._email),
            year,
            age,
            text(cells, self._role) or section.role,
            day,
        )

    # Names

    def _read_names(self, cells: Cells) -> list[_Named]:
        whole, given, surname, latin, title = cells
        if cells[1:] == (None, None, None, None) and isinstance(whole, str):
            plain = plain_name(whole)
            if plain is not None:
                return [_Named(("", "", *plain, ""))]
        in_latin, honorific = text_of(latin), text_of(title)
        return [
            _named(text, honorific, in_latin)
            for text in _people_in(whole, given, surname, in_latin)
        ]

    # Sex

    def _against(self, said: Sex, honorific: str) -> Told:
        message = _("The list says %(sex)s, the honorific “%(honorific)s” says otherwise.")
        field = "name" if self._walk.table.columns.index("sex") is None else "sex"
        words = {"sex": said.value, "honorific": honorific}
        return Told("sex-against-honorific", message % words, field)

    @staticmethod
    def _read_sex(cells: Cells) -> tuple[Sex | None, tuple[Told, ...]]:
        text = text_of(cells[0])
        if text:
            sex = sex_of(text)
            if sex is None and any(map(str.isalpha, text)):
                message = _("“%(text)s” is no sex; left open.") % {"text": text}
                return None, (Told("sex-unknown", message, "sex"),)
            return sex, ()
        ticked = zip((Sex.FEMALE, Sex.MALE), cells[1:], strict=True)
        ticks = [sex for sex, cell in ticked if cell is not None and is_tick(cell)]
        if len(ticks) > 1:
            message = _("Both sexes are ticked; left open.")
            return None, (Told("sex-twice", message, "sex_female"),)
        return next(iter(ticks), None), ()

    # Places, births, phones, texts

    def _read_place(self, cells: Cells) -> tuple[Located, tuple[Told, ...]]:
        district, province, place, village = map(text_of, cells)
        return self._places.locate(
            district, province, place, village, (self._section.district, self._section.province)
        )

    @staticmethod
    def _read_birth(cells: Cells) -> tuple[_Birth, tuple[Told, ...]]:
        born, old = cells
        if born is None:
            return _aged(old)
        read = read_birth(born)
        if read.year is None:
            age = read_age(born)
            message = _("“%(text)s” is no year of birth; left open.") % {"text": text_of(born)}
            odd = (Told("year-unknown", message, "birth_year"),)
            return _Birth(None, age, None), () if age is not None else odd
        message = _("“%(text)s” is read as %(year)d.")
        words = {"text": text_of(born), "year": read.year}
        odd = (Told("year-guessed", message % words, "birth_year"),) if read.guessed else ()
        return _Birth(read.year, None, read.day), odd

    def _phones(self, cells: Cells, order: int, count: int) -> tuple[str, ...]:
        found = () if self._phone is None else phones_of(cells[self._phone])
        for column in self._more_phones:
            if cells[column] is not None:
                found += tuple(p for p in phones_of(cells[column]) if p not in found)
        if count > 1:
            return found[order : order + 1] if len(found) == count else ()
        return found

    def _text(self, cells: Cells, column: int | None, order: int = 0, count: int = 1) -> str:
        """A text of the row; with several people, the line that stands beside each."""
        if column is None:
            return ""
        cell = cells[column]
        if count > 1 and len(lines := lines_in(cell)) == count:
            return lines[order]
        return self._texts[cell]

    def _tell(self, told: Told, person: PersonRow) -> None:
        columns = self._walk.table.columns
        column = columns.index(told.field)
        column = columns.index("place") if column is None and told.of_place else column
        self._walk.tell(told.severity, told.code, told.message, person.row, column)


class _Birth(NamedTuple):
    """When someone was born, or how old they are, as far as it is said."""

    year: int | None
    age: int | None
    day: date | None


def _aged(cell: Cell) -> tuple[_Birth, tuple[Told, ...]]:
    age = None if cell is None else read_age(cell)
    if cell is None or age is not None:
        return _Birth(None, age, None), ()
    message = _("“%(text)s” is no age; left open.") % {"text": text_of(cell)}
    return _Birth(None, None, None), (Told("age-unknown", message, "age"),)


def _named(text: str, honorific: str, in_latin: str) -> _Named:
    """A name as typed, with the honorific of a column of its own."""
    read = read_name(text)
    name = read.name
    if honorific and not name.honorific:
        titled = read_name(f"{honorific} {text}").name
        name = titled if titled.given == name.given else name
    parts = (name.honorific, name.rank, name.given, name.surname, in_latin or read.latin)
    return _Named(parts, read.noted_sex, sex_by_honorific(name))


def _people_in(whole: Cell, given: Cell, surname: Cell, latin: str) -> list[str]:
    """The people a row names, as typed: in one cell, or in two side by side."""
    if isinstance(whole, str) and ("\n" in whole or ";" in whole):
        parts = [p for p in _SEVERAL.split(whole) if p.strip()]
        if len(parts) > 1 and all(_is_whole_name(text_of(p)) for p in parts):
            return [text_of(p) for p in parts]
    name, second = text_of(whole) or text_of(given), text_of(surname)
    if second and not f" {name}".endswith(f" {second}"):
        name = f"{name} {second}".strip()
    return [name or latin]


def _is_whole_name(text: str) -> bool:
    name = read_name(text).name
    return bool(name.honorific or name.surname) and len(text) <= 80
