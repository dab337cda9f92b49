"""Which rows of a table are people: hides section headings, ditto marks, totals, notes, blanks.

A section heading (a province, a unit, a sex, a role alone on its row) holds for the rows below
it until the next of its kind. What cannot be used is told as a problem of its row and column.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from workshopdesk.domain.people import Sex
from workshopdesk.domain.places import Gazetteer
from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.exchange.columns import ColumnGuess
from workshopdesk.exchange.sheets import Cell, column_letters
from workshopdesk.exchange.table import MOST_MERGED, Table
from workshopdesk.exchange.values import digits_in, lines_of, read_name, text_of
from workshopdesk.exchange.vocabulary import CONTROL, FORMULA, LONGEST, is_ordinary
from workshopdesk.exchange.words import (
    is_ditto,
    is_empty,
    is_footer,
    is_organisation,
    is_position,
    is_role,
    is_tick,
    is_total,
    sex_heading,
    sex_of,
    without_count,
)
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical

_ENUMERATOR = re.compile(r"^\W*(?:[IVXivx]{1,5}|[ກ-ຮ]|[A-Za-z]|\d{1,3})\W*$")
_ROMAN = re.compile("[IVXivx]{1,5}|[ກ-ຮ]")
_LEADING_NUMBER = re.compile(r"^\W*(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})?|[ກຂຄງຈ])\s*[.)/:\-–]\s*")
_LEVEL = re.compile(
    "^(?:ແຂວງ|ນະຄອນຫຼວງ|ນະຄອນຫລວງ|ເມືອງ|ນະຄອນ)|province|capital|district", re.IGNORECASE
)
_GROUP = re.compile(r"^(?:ກຸ່ມ|ກຸ່ມທີ|group|table|ໂຕະ)\s*\d*", re.IGNORECASE)
# A heading's number, its text, and counts of people.
_MOST_BESIDE_HEADING = 5
_FAR_ABOVE = 4
_SERIALS = 1_000_000
_TICKS = frozenset({"sex_female", "sex_male"})
_NAME_FIELDS = ("name", "given_name", "surname", "name_latin")
_PERSONAL = ("position", "phone", "birth_year", "age", "email", "sex", "role")


@dataclass(frozen=True, slots=True)
class Section:
    """What the headings above a row say of it."""

    province: str = ""
    district: str = ""
    organisation: str = ""
    role: str = ""
    sex: Sex | None = None


@dataclass(slots=True)
class PersonRow:
    """One row about a person: its cells by column, ditto marks resolved, and its section.

    After the last column stands one more empty cell.
    """

    row: int
    cells: tuple[Cell, ...]
    section: Section


@dataclass
class Walk:
    """Goes down the rows of one table. ``problems`` grows as it goes.

    ``section`` is what the headings so far say; a table begun anew on a further page takes it on.
    """

    table: Table
    gazetteer: Gazetteer
    section: Section = field(default_factory=Section)
    problems: list[Problem] = field(default_factory=list)
    _above: tuple[Cell, ...] = ()
    _ended: bool = False
    _people: int = 0

    def people(self) -> Iterator[PersonRow]:
        """The rows about people, in order."""
        sheet, columns = self.table.sheet, self.table.columns
        merged = self._merged_down()
        covered = {row for row, _column in merged}
        used = (
            *(g.index for g in columns.fields.values()),
            *columns.more_phones,
            *(column for column, _word in columns.ticked_roles),
        )
        width = max(used, default=0) + 2
        # Nearly every cell stands for itself: rows without an odd one are taken as they are.
        odd = sheet.vocabulary.odd
        self.section = self._opening()
        for row in self.table.data_rows:
            cells = sheet.rows[row]
            if not self._is_full(cells) and (self._is_heading(row, cells) or self._is_end(cells)):
                continue
            values = cells + (None,) * max(width - len(cells), 1)
            if row in covered or not odd.isdisjoint(values):
                resolved = self._values(row, values, merged)
                if resolved is None:
                    continue
                values = resolved
            self._above = values
            if self._is_person(row, values, cells):
                self._people += 1
                self._ended = False
                yield PersonRow(row, values, self.section)

    def _is_full(self, cells: tuple[Cell, ...]) -> bool:
        """Whether a row is numbered and says more than any heading, total or note."""
        column = self._serial_column
        if column is None or column >= len(cells) or type(cells[column]) is not int:
            return False
        return len(cells) - cells.count(None) > _MOST_BESIDE_HEADING

    @cached_property
    def _serial_column(self) -> int | None:
        return self.table.columns.index("serial")

    def _merged_down(self) -> dict[tuple[int, int], tuple[int, Cell]]:
        """Cells that show the value of a cell above them: (row, column) to its row and value."""
        found: dict[tuple[int, int], tuple[int, Cell]] = {}
        for top, left, bottom, right in self.table.sheet.merges:
            if len(found) > MOST_MERGED:
                break
            value = self.table.sheet.cell(top, left)
            if bottom > top and value is not None and bottom - top <= 500 and right - left < 5:
                for row in range(top + 1, bottom + 1):
                    found.setdefault((row, left), (top, value))
        return found

    def _opening(self) -> Section:
        """What a heading straight above the table says: a sex, a district, a part taken."""
        top = self.table.header[0] if self.table.header else 0
        for row in range(top - 1, max(top - _FAR_ABOVE, -1), -1):
            texts = self._distinct_texts(self.table.sheet.rows.get(row, ()))
            if len(texts) > 1:
                break
            section = self._section_of(texts[0], surely=False) if texts else None
            if section is not None:
                return section
        return self.section

    # Rows that are no people

    def _is_heading(self, row: int, cells: tuple[Cell, ...]) -> bool:
        """Whether the row is a section heading; if so the section changes."""
        if len(cells) - cells.count(None) > _MOST_BESIDE_HEADING:
            return False
        texts = self._distinct_texts(cells)
        if len(texts) != 1 or len(texts[0]) > 120:
            return False
        text, alone = texts[0], self._serial(cells) is None
        name_column = self.table.columns.name_index
        in_name = (
            name_column is not None
            and name_column < len(cells)
            and bool(text_of(cells[name_column]))
        )
        section = self._section_of(text, surely=not alone)
        over = self._heads_numbers(row, cells)
        if section is None and (not in_name or over or self._is_unit_heading(text, cells)):
            section = self._unknown_heading(row, text) if alone or over else None
        if section is None:
            return False
        self.section = section
        self._ended = False
        return True

    def _distinct_texts(self, cells: tuple[Cell, ...]) -> list[str]:
        found: list[str] = []
        for cell in cells:
            text = text_of(cell) if isinstance(cell, str) else ""
            if text and text not in found and not is_empty(text):
                found.append(text)
        if len(found) > 1:
            found = [t for t in found if not _ENUMERATOR.match(t) and not self._is_count(t)]
        return found

    @staticmethod
    def _is_count(text: str) -> bool:
        return digits_in(text) > 0 and (text.isdecimal() or not without_count(text))

    def _section_of(self, text: str, *, surely: bool) -> Section | None:
        """The section a heading opens; ``surely``: only words that name a level count."""
        bare = without_count(_LEADING_NUMBER.sub("", text))
        level = bool(_LEVEL.search(bare))
        if surely and not level:
            return None
        if is_total(text):
            return None
        province = self.gazetteer.find_province(bare)
        districts = () if bare.isdecimal() else self.gazetteer.find_districts(bare)
        if province is not None and not bare.isdecimal() and (level or not districts):
            return Section(province=canonical(bare))
        if bare.startswith("ເມືອງ") or (districts and self._may_head_district(level)):
            return replace(self.section, district=bare, organisation="", role="", sex=None)
        sex = sex_heading(bare)
        if sex is not None:
            return replace(self.section, sex=sex)
        if is_role(bare):
            return replace(self.section, role=bare)
        return None

    def _may_head_district(self, level: bool) -> bool:
        return level or self._people == 0 or bool(self.section.district)

    def _is_unit_heading(self, text: str, cells: tuple[Cell, ...]) -> bool:
        bare = _LEADING_NUMBER.sub("", text)
        return (
            is_organisation(bare)
            and self._serial(cells) is None
            and not read_name(bare).name.honorific
        )

    def _heads_numbers(self, row: int, cells: tuple[Cell, ...]) -> bool:
        """Whether a row's number stands above those below it: II above 1, or 2 above 2.1."""
        column = self.table.columns.index("serial")
        if column is None or column >= len(cells):
            return False
        own = text_of(cells[column]).strip(" .)(-–")
        if own and not own.isdecimal():
            return bool(_ROMAN.fullmatch(own))
        after = bisect_right(self.table.data_rows, row)
        below = [self.table.sheet.cell(r, column) for r in self.table.data_rows[after : after + 1]]
        return bool(own) and any(text_of(cell).startswith(f"{own}.") for cell in below)

    def _unknown_heading(self, row: int, text: str) -> Section | None:
        if is_total(text) or is_footer(text) or self._ended:
            return None
        bare = without_count(_LEADING_NUMBER.sub("", text))
        if _GROUP.match(bare):
            return self.section
        unit = self.table.columns.index("organisation") is None or is_organisation(bare)
        if unit and len(bare) > 1 and not bare.isdecimal() and self._next_is_person(row):
            return replace(self.section, organisation=bare)
        return None

    def _next_is_person(self, row: int) -> bool:
        """Whether the row below is about a person: a heading stands above people."""
        after = bisect_right(self.table.data_rows, row)
        following = self.table.data_rows[after : after + 3]
        name = self.table.columns.name_index
        return any(
            name is not None
            and text_of(self.table.sheet.cell(r, name)) != ""
            and sum(c is not None for c in self.table.sheet.rows[r]) > 1
            for r in following
        )

    def _is_end(self, cells: tuple[Cell, ...]) -> bool:
        """Whether the row is a total, a note or a signature line; people may still follow."""
        if self._serial(cells) is not None:
            return False
        texts = [text for text in map(text_of, cells) if text and not FORMULA.match(text)]
        if not texts:
            return cells.count(None) == len(cells)
        note = len(texts) <= 3 and any(is_footer(t) for t in texts)
        if note or any(is_total(t) for t in texts[:2]):
            self._ended = True
            return True
        few = len(texts) < max(3, len(self.table.columns.fields) // 2)
        return self._ended and few and not self._tells_of_person(cells)

    def _tells_of_person(self, cells: tuple[Cell, ...]) -> bool:
        """Whether a short row below a total still names someone, and says a fact of them."""
        values = {f: cells[g.index] for f, g in self._fields if g.index < len(cells)}
        named = any(_has_letter(values.get(f)) for f in _NAME_FIELDS)
        told = (
            sex_of(text_of(values.get("sex"))) is not None
            or any(is_tick(values[f]) for f in _TICKS if values.get(f) is not None)
            or digits_in(text_of(values.get("phone"))) >= 7
            or is_position(text_of(values.get("position")))
        )
        name = next((text_of(values[f]) for f in _NAME_FIELDS if values.get(f) is not None), "")
        return named and told and not (is_position(name) or is_organisation(name))

    @cached_property
    def _fields(self) -> tuple[tuple[str, ColumnGuess], ...]:
        return tuple(self.table.columns.fields.items())

    def _serial(self, cells: tuple[Cell, ...]) -> int | None:
        """The number a row carries in front; None where it has none."""
        column = self.table.columns.index("serial")
        if column is None or column >= len(cells):
            return None
        cell = cells[column]
        if type(cell) is int and 0 <= cell < _SERIALS:
            return cell
        text = text_of(cell).strip(" .)(-–")
        return int(text) if text.isdecimal() and len(text) < 7 else None

    # Rows that are people

    def _values(
        self,
        row: int,
        cells: tuple[Cell, ...],
        merged: Mapping[tuple[int, int], tuple[int, Cell]],
    ) -> tuple[Cell, ...] | None:
        """The row's cells as they are meant; None when it only goes on with the person above."""
        fields = self._field_of
        values = list(cells)
        for column, name in fields.items():
            cell = cells[column]
            if cell is None and (row, column) in merged:
                if column == self.table.columns.name_index:
                    return None
                cell = merged[(row, column)][1]
            if isinstance(cell, str) and not is_ordinary(cell):
                cell = self._resolved(row, column, cell, tick=name in _TICKS)
            values[column] = cell
        return tuple(values)

    @cached_property
    def _field_of(self) -> dict[int, str]:
        columns = self.table.columns
        more = dict.fromkeys(columns.more_phones, "phone")
        return more | {guess.index: name for name, guess in columns.fields.items()}

    def _resolved(self, row: int, column: int, cell: str, *, tick: bool) -> Cell:
        """The cell with a ditto mark replaced by what stands above it, and dashes by nothing."""
        text = text_of(cell)
        if is_ditto(text):
            above = self._above[column] if column < len(self._above) else None
            if above is None:
                self.tell(
                    Severity.WARNING,
                    "ditto-without-value",
                    _("The cell says “as above”, but nothing stands above it."),
                    row,
                    column,
                )
            return above
        empty = not text or (is_empty(text) and not tick)
        return None if empty or not self._usable(row, column, cell) else cell

    def _usable(self, row: int, column: int, text: str) -> bool:
        if len(text) > LONGEST:
            message = _("The cell holds %(n)d characters; it is left out.") % {"n": len(text)}
            self.tell(Severity.ERROR, "cell-too-long", message, row, column)
            return False
        if FORMULA.match(text):
            message = _("The cell holds the text of a formula; it is left out.")
            self.tell(Severity.ERROR, "formula-text", message, row, column)
            return False
        if CONTROL.search(text):
            message = _("The cell holds control characters; they are left out.")
            self.tell(Severity.WARNING, "control-characters", message, row, column)
        return True

    def _is_person(self, row: int, values: tuple[Cell, ...], cells: tuple[Cell, ...]) -> bool:
        """Whether a row names someone; what says something of a person unnamed is told."""
        for column in self._name_columns:
            if (cell := values[column]) is not None and _has_letter(cell):
                return not self._looks_like_note(values, cells)
        self._without_name(row, values, cells)
        return False

    @cached_property
    def _name_columns(self) -> tuple[int, ...]:
        found = self.table.columns.fields
        return tuple(found[name].index for name in _NAME_FIELDS if name in found)

    def _value(self, values: tuple[Cell, ...], name: str) -> Cell:
        column = self.table.columns.index(name)
        return None if column is None else values[column]

    def _without_name(self, row: int, values: tuple[Cell, ...], cells: tuple[Cell, ...]) -> None:
        """Tell of a row that says something of a person but not who it is."""
        own = [f for f in _PERSONAL if self._value(values, f) is not None]
        ticks = [f for f in _TICKS if isinstance(self._value(values, f), str)]
        column = self.table.columns.name_index
        odd = column is not None and column < len(cells) and cells[column] is not None
        if not (own or ticks or odd) or (self._ended and self._serial(cells) is None):
            return
        message = _("The row has no name; it is left out. Write the name and import again.")
        self.tell(Severity.ERROR, "no-name", message, row, column)

    def _looks_like_note(self, values: tuple[Cell, ...], cells: tuple[Cell, ...]) -> bool:
        """A lone text without a number, where rows have numbers, and no name by its look."""
        if len(cells) - cells.count(None) > 1:
            return False
        numbered = self.table.columns.index("serial") is not None
        text = text_of(self._value(values, "name"))
        if not text:
            return False
        name = read_name(text).name
        if name.honorific:
            return self._ended and numbered
        return numbered or len(text.split()) > 4 or is_organisation(text) or is_position(text)

    def tell(
        self, severity: Severity, code: str, message: str, row: int, column: int | None
    ) -> None:
        """Note a problem of a row (from 0) and column."""
        if self.table.sheet.turned and column is not None:
            row, column = column, row
        letters = column_letters(column) if column is not None else ""
        self.problems.append(
            Problem(severity, code, message, self.table.sheet.name, row + 1, letters)
        )


def _has_letter(cell: Cell) -> bool:
    text = cell if isinstance(cell, str) else text_of(cell)
    return text[:1].isalpha() or any(ch.isalpha() for ch in text)


def lines_in(cell: Cell) -> list[str]:
    """The lines of a cell that hold something."""
    return [line for line in (canonical(part) for part in lines_of(cell).splitlines()) if line]


SEVERAL_PEOPLE = N_("The cell names %(n)d people; each became a row.")
