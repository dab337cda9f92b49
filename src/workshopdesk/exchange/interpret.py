"""The cells of one person to a row: hides how names, sexes, places, phones and years are meant.

What is doubtful is told as a problem of its row and column; what is not certain stays as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workshopdesk.domain.people import Sex
from workshopdesk.domain.places import (
    Gazetteer,
    PlaceDoubt,
    PlaceFinding,
    split_place,
    split_plain_place,
)
from workshopdesk.domain.problems import Severity
from workshopdesk.exchange.results import ListRow
from workshopdesk.exchange.rows import SEVERAL_PEOPLE, PersonRow, Walk, lines_in
from workshopdesk.exchange.sheets import Cell
from workshopdesk.exchange.values import (
    phones_of,
    read_age,
    read_birth_year,
    read_name,
    sex_by_honorific,
    text_of,
)
from workshopdesk.exchange.words import is_tick, sex_of
from workshopdesk.i18n import _
from workshopdesk.lao.names import PersonName

_SEVERAL = re.compile(r"\s*[;\n]\s*")


class Places:
    """The places two texts name, each pair looked up once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[tuple[str, str], PlaceFinding] = {}

    def find(self, district: str, province: str) -> PlaceFinding:
        """As ``Gazetteer.resolve``."""
        key = (district, province)
        if key not in self._known:
            self._known[key] = self._gazetteer.resolve(district, province)
        return self._known[key]

    def parts(self, text: str) -> tuple[str, str, str]:
        """(village, district, province) of an address in one cell."""
        village, district, province = split_place(text)
        if not (district or province):
            district, province = split_plain_place(self._gazetteer, text)
        return village, district, province


@dataclass
class PersonReader:
    """Makes the row or rows of one person's cells."""

    walk: Walk
    places: Places
    person: PersonRow
    _cells: Mapping[str, Cell] = field(init=False)

    def __post_init__(self) -> None:
        self._cells = self.person.cells

    def rows(self) -> Iterator[ListRow]:
        """One row, or one for each person named in the cell."""
        names = self._names()
        if len(names) > 1:
            self._tell("several-people", SEVERAL_PEOPLE, "name", Severity.HINT, n=len(names))
        for order, text in enumerate(names):
            yield self._row(text, order, len(names))

    def _names(self) -> list[str]:
        whole = self._cells.get("name")
        if whole is not None and ("\n" in (typed := str(whole)) or ";" in typed):
            parts = [p for p in _SEVERAL.split(typed) if p.strip()]
            if len(parts) > 1 and all(_is_whole_name(text_of(p)) for p in parts):
                return [text_of(p) for p in parts]
        given = self._text("name") or self._text("given_name")
        surname = text_of(self._cells.get("surname"))
        if surname and not f" {given}".endswith(f" {surname}"):
            given = f"{given} {surname}".strip()
        return [given or text_of(self._cells.get("name_latin"))]

    def _row(self, text: str, order: int, count: int) -> ListRow:
        read = read_name(text)
        honorific = text_of(self._cells.get("honorific"))
        name = read.name
        if honorific and not name.honorific:
            titled = read_name(f"{honorific} {text}").name
            name = titled if titled.given == name.given else name
        sex = self._sex(name, read.noted_sex)
        village, district, province, finding = self._place()
        year, age = self._birth()
        return ListRow(
            sheet=self.walk.table.sheet.name,
            row=self.person.row + 1,
            honorific=name.honorific,
            rank=name.rank,
            given=name.given,
            surname=name.surname,
            name_latin=self._text("name_latin") or read.latin,
            sex=sex,
            position=self._shared("position", order, count),
            organisation=self._shared("organisation", order, count)
            or self.person.section.organisation,
            district=finding.district.name_lo if finding.district else district,
            district_code=finding.district.code if finding.district else None,
            province=finding.province.name_lo if finding.province else province,
            province_code=finding.province.code if finding.province else None,
            village=self._text("village") or village,
            phones=self._phones(order, count),
            email=self._text("email"),
            birth_year=year,
            age=age,
            role=self._text("role") or self.person.section.role,
        )

    def _text(self, name: str) -> str:
        cell = self._cells.get(name)
        return "" if cell is None else text_of(cell)

    def _shared(self, name: str, order: int, count: int) -> str:
        """A text of the row; with several people, the line that stands beside each."""
        lines = lines_in(self._cells.get(name)) if count > 1 else []
        return lines[order] if len(lines) == count else self._text(name)

    def _phones(self, order: int, count: int) -> tuple[str, ...]:
        found = phones_of(self._cells.get("phone"))
        for cell in self.person.more_phones:
            found += tuple(p for p in phones_of(cell) if p not in found)
        if count > 1:
            return found[order : order + 1] if len(found) == count else ()
        return found

    def _sex(self, name: PersonName, noted: Sex | None) -> Sex | None:
        said = self._said_sex()
        titled = sex_by_honorific(name)
        if said and titled and said is not titled:
            self._tell(
                "sex-against-honorific",
                _("The list says %(sex)s, the honorific “%(honorific)s” says otherwise."),
                "sex" if "sex" in self._cells else "name",
                sex=said.value,
                honorific=name.honorific,
            )
        return said or noted or titled or self.person.section.sex

    def _said_sex(self) -> Sex | None:
        text = self._text("sex")
        if text:
            sex = sex_of(text)
            if sex is None and not _is_mark_only(text):
                self._tell("sex-unknown", _("“%(text)s” is no sex; left open."), "sex", text=text)
            return sex
        ticks = {
            sex
            for name, sex in (("sex_female", Sex.FEMALE), ("sex_male", Sex.MALE))
            if self._cells.get(name) is not None and is_tick(self._cells[name])
        }
        if len(ticks) > 1:
            self._tell("sex-twice", _("Both sexes are ticked; left open."), "sex_female")
            return None
        return next(iter(ticks), None)

    def _place(self) -> tuple[str, str, str, PlaceFinding]:
        district, province, village = self._text("district"), self._text("province"), ""
        address = self._text("place")
        if address and not (district and province):
            village, of_district, of_province = self.places.parts(address)
            district, province = district or of_district, province or of_province
        if district and not province and any("ແຂວງ" in t or "," in t for t in (district,)):
            village, inner, outer = self.places.parts(district)
            if inner and outer:
                district, province = inner, outer
        province = province or self.person.section.province
        district = district or self.person.section.district
        finding = self.places.find(district, province)
        for doubt in finding.doubts:
            text = district if doubt.field == "district" else province
            self._tell_place(doubt, text)
        return village, district, province, finding

    def _tell_place(self, doubt: PlaceDoubt, text: str) -> None:
        may_be = ", ".join(doubt.may_be)
        severity = Severity.HINT if doubt.code == "place-respelled" else Severity.WARNING
        message = {
            "province-unknown": _("No province is called “%(text)s”; kept as typed."),
            "province-ambiguous": _("“%(text)s” may be %(may_be)s; kept as typed."),
            "province-assumed": _("“%(text)s” is read as the province; it may be %(may_be)s."),
            "district-unknown": _("No district is called “%(text)s”; kept as typed."),
            "district-ambiguous": _("“%(text)s” is a district of %(may_be)s; kept as typed."),
            "district-elsewhere": _(
                "“%(text)s” is a district of %(may_be)s, not of this province."
            ),
            "place-respelled": _("“%(text)s” is read as %(may_be)s."),
        }[doubt.code]
        if doubt.code.endswith("unknown") and may_be:
            message += " " + _("Perhaps: %(may_be)s.")
        column = doubt.field if doubt.field in self._cells else "place"
        self._tell(doubt.code, message, column, severity, text=text, may_be=may_be)

    def _birth(self) -> tuple[int | None, int | None]:
        cell = self._cells.get("birth_year")
        if cell is not None:
            read = read_birth_year(cell)
            if read.year is not None:
                if read.guessed:
                    message = _("“%(text)s” is read as %(year)d.")
                    self._tell(
                        "year-guessed", message, "birth_year", text=text_of(cell), year=read.year
                    )
                return read.year, None
            age = read_age(cell)
            if age is None:
                message = _("“%(text)s” is no year of birth; left open.")
                self._tell("year-unknown", message, "birth_year", text=text_of(cell))
            return None, age
        return None, self._age()

    def _age(self) -> int | None:
        cell = self._cells.get("age")
        if cell is None:
            return None
        age = read_age(cell)
        if age is None:
            message = _("“%(text)s” is no age; left open.")
            self._tell("age-unknown", message, "age", text=text_of(cell))
        return age

    def _tell(
        self,
        code: str,
        message: str,
        column: str,
        severity: Severity = Severity.WARNING,
        **details: str | int,
    ) -> None:
        index = self.walk.table.columns.index(column)
        self.walk.tell(severity, code, _(message) % details, self.person.row, index)


def _is_whole_name(text: str) -> bool:
    name = read_name(text).name
    return bool(name.honorific or name.surname) and len(text) <= 80


def _is_mark_only(text: str) -> bool:
    """Whether a sex cell holds a mark without letters, which says nothing."""
    return not any(ch.isalpha() for ch in text)
