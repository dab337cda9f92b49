"""The cells of one person to a row: hides how names, sexes, places, phones and years are meant.

What is doubtful is told as a problem of its row and column; what is not certain stays as typed.
Cells repeat down a list, so each part of a row (its name, its place) is read once for each
different content and looked up after.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from workshopdesk.domain.people import Sex
from workshopdesk.exchange.located import Located, Places
from workshopdesk.exchange.naming import Named, whom
from workshopdesk.exchange.results import ListRow
from workshopdesk.exchange.rows import SEVERAL_PEOPLE, PersonRow, Section, Walk, lines_in
from workshopdesk.exchange.sheets import Cell
from workshopdesk.exchange.told import Told
from workshopdesk.exchange.values import (
    phones_of,
    read_age,
    read_birth,
    text_of,
)
from workshopdesk.exchange.words import is_tick, sex_legend, sex_of
from workshopdesk.i18n import _

_NAME = ("name", "given_name", "surname", "name_latin", "surname_latin", "honorific")
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


class People:
    """Makes the rows of one table's people; ``walk`` gets the problems."""

    def __init__(self, walk: Walk, places: Places) -> None:
        self._walk = walk
        self._places = places
        self._sheet = walk.table.sheet.name
        self._section = Section()
        self._names = Memo(whom)
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
        self._ticked = walk.table.columns.ticked_roles
        headings = walk.table.headings.get(index("sex") or 0, ())
        self._legend = sex_legend(" ".join(headings))
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
        people, counted = self._names[self._name_cells(person.cells)]
        count = len(people)
        if counted or count > 1:
            self._tell_several(person, count, counted)
        return [self._row(person, named, order, count) for order, named in enumerate(people)]

    def _tell_several(self, person: PersonRow, count: int, counted: int) -> None:
        if count > 1:
            message = _(SEVERAL_PEOPLE) % {"n": count}
            self._tell(Told("several-people", message, "name", hint=True), person)
        elif count:
            message = _("%(n)d others are counted, not named; enter them as a head-count.")
            self._tell(Told("with-others", message % {"n": counted}, "name"), person)
        else:
            message = _("The row counts %(n)d people without names; enter them as a head-count.")
            self._tell(Told("head-count", message % {"n": counted}, "name"), person)

    def _row(self, person: PersonRow, named: Named, order: int, count: int) -> ListRow:
        cells, section, text = person.cells, person.section, self._text
        place, doubts = self._located[self._place_cells(cells)]
        (year, age, day), odd = self._births[self._birth_cells(cells)]
        said, odd_sex = self._sex(cells, order, count)
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
            text(cells, self._position, order, count) or named.post,
            text(cells, self._organisation, order, count) or section.organisation,
            *place,
            self._phones(person, order, count),
            text(cells, self._email),
            year,
            age,
            text(cells, self._role) or self._ticked_role(cells) or section.role,
            day,
        )

    # Sex

    def _against(self, said: Sex, honorific: str) -> Told:
        message = _("The list says %(sex)s, the honorific “%(honorific)s” says otherwise.")
        field = "name" if self._walk.table.columns.index("sex") is None else "sex"
        words = {"sex": said.value, "honorific": honorific}
        return Told("sex-against-honorific", message % words, field)

    def _sex(self, cells: Cells, order: int, count: int) -> tuple[Sex | None, tuple[Told, ...]]:
        """The sex the row's columns say; with several people, the line that stands beside each."""
        key = self._sex_cells(cells)
        if count > 1 and len(lines := lines_in(key[0])) == count:
            key = (lines[order], *key[1:])
        return self._sexes[key]

    def _read_sex(self, cells: Cells) -> tuple[Sex | None, tuple[Told, ...]]:
        text = text_of(cells[0])
        if text:
            sex = sex_of(text) or self._legend.get(text)
            if sex is None and (self._legend or any(map(str.isalpha, text))):
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
            unread = Told("year-unknown", message, "birth_year")
            return _Birth(None, age, None), () if age is not None else (unread,)
        message = _("“%(text)s” is read as %(year)d.")
        words = {"text": text_of(born), "year": read.year}
        odd = (Told("year-guessed", message % words, "birth_year"),) if read.guessed else ()
        return _Birth(read.year, None, read.day), odd

    def _ticked_role(self, cells: Cells) -> str:
        """The role whose column is ticked; "" for none, and for several."""
        if not self._ticked:
            return ""
        told = [w for c, w in self._ticked if cells[c] is not None and is_tick(cells[c])]
        return told[0] if len(told) == 1 else ""

    def _phones(self, person: PersonRow, order: int, count: int) -> tuple[str, ...]:
        cells = person.cells
        found = () if self._phone is None else phones_of(cells[self._phone])
        for column in self._more_phones:
            if cells[column] is not None:
                found += tuple(p for p in phones_of(cells[column]) if p not in found)
        return found if count == 1 else self._own_phone(found, person, order, count)

    def _own_phone(
        self, found: tuple[str, ...], person: PersonRow, order: int, count: int
    ) -> tuple[str, ...]:
        """The number of one of several people, where there is one for each."""
        if found and len(found) != count and not order:
            message = _("It is not said whose phone number this is; it is left out.")
            self._tell(Told("phone-of-several", message, "phone"), person)
        return found[order : order + 1] if len(found) == count else ()

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
