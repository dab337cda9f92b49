"""What the participants' page shows and does. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from workshopdesk.domain.people import Sex
from workshopdesk.domain.places import Gazetteer
from workshopdesk.domain.registration import ParticipantRow, RegistrationState
from workshopdesk.i18n import _, screen_language
from workshopdesk.store import Reader
from workshopdesk.ui import words


@dataclass(frozen=True, slots=True)
class Line:
    """One person as the table shows them, in the screen's language."""

    row: ParticipantRow
    number: int
    name: str
    sex: str
    role: str
    position: str
    organisation: str
    district: str
    province: str
    phone: str
    organisation_type: str = ""
    problem: str = ""
    detail: str = ""
    right_province: str = ""
    right_province_name: str = ""

    @property
    def id(self) -> UUID:
        """The registration's key."""
        return self.row.id


@dataclass(frozen=True, slots=True)
class Total:
    """How many of one role or province."""

    name: str
    count: str


@dataclass(frozen=True, slots=True)
class ScreenState:
    """The whole page. ``role_words`` are code and word of every role in either language."""

    lines: tuple[Line, ...]
    roles: tuple[tuple[str, str], ...]
    provinces: tuple[tuple[str, str], ...]
    organisations: tuple[str, ...]
    positions: tuple[str, ...]
    districts: tuple[str, ...]
    role_words: tuple[tuple[str, str], ...] = ()

    @property
    def problems(self) -> tuple[Line, ...]:
        """The lines with something to mend."""
        return tuple(line for line in self.lines if line.problem)


def read(reader: Reader, event_id: UUID) -> ScreenState:
    """Read an event's list; who was taken off it is left out."""
    english = screen_language() == "en"
    gazetteer = reader.gazetteer()
    roles = {term.code: term.name_en if english else term.name_lo for term in reader.roles()}
    types = {t.code: t.name_en if english else t.name_lo for t in reader.organisation_types()}
    rows = [
        row for row in reader.participants(event_id) if row.state is not RegistrationState.CANCELLED
    ]
    lines = tuple(
        _line(row, number, roles, types, gazetteer, english) for number, row in enumerate(rows, 1)
    )
    units = (o.name_lo or o.name_en for o in reader.organisations())
    return ScreenState(
        lines,
        tuple(roles.items()),
        tuple((p.code, p.name_en if english else p.name_lo) for p in gazetteer.provinces),
        tuple(dict.fromkeys((*_common(line.organisation for line in lines), *units))),
        _common(line.position for line in lines),
        tuple(d.name_en if english else d.name_lo for d in gazetteer.districts),
        tuple((r.code, word) for r in reader.roles() for word in (r.name_lo, r.name_en)),
    )


def totals(lines: Sequence[Line], by: str) -> tuple[Total, ...]:
    """Counts by role or province, the largest first."""
    counted: Counter[str] = Counter()
    women: Counter[str] = Counter()
    for line in lines:
        key = getattr(line, by) or _("Not said")
        counted[key] += 1
        women[key] += line.row.sex is Sex.FEMALE
    return tuple(
        Total(name, words.people_short(count, women[name])) for name, count in counted.most_common()
    )


def count(lines: Sequence[Line]) -> str:
    """ "87 people (29 women)"."""
    return words.count_people(line.row.sex for line in lines)


def _line(
    row: ParticipantRow,
    number: int,
    roles: dict[str, str],
    types: dict[str, str],
    gazetteer: Gazetteer,
    english: bool,
) -> Line:
    problem = _problem(row, gazetteer, english)
    return Line(
        row,
        number,
        (row.name_latin if english and row.name_latin else row.name) or _("Seat kept"),
        words.sex(row.sex),
        roles.get(row.role, row.role),
        row.position,
        row.organisation,
        row.district_en if english else row.district_lo,
        row.province_en if english else row.province_lo,
        words.phone(row.phone),
        types.get(row.organisation_type or "", ""),
        *problem,
    )


def _problem(
    row: ParticipantRow, gazetteer: Gazetteer, english: bool
) -> tuple[str, str, str, str] | tuple[()]:
    """A district that lies in another province than the one given."""
    district = gazetteer.district_by_code.get(row.district or "")
    if district is None or row.province is None or district.province == row.province:
        return ()
    right = gazetteer.province_by_code.get(district.province)
    if right is None:
        return ()
    name = right.name_en if english else right.name_lo
    said = row.province_en if english else row.province_lo
    own = district.name_en if english else district.name_lo
    return (
        _("%(district)s is in %(province)s") % {"district": own, "province": name},
        _("This row says %(province)s.") % {"province": said},
        right.code,
        name,
    )


def _common(texts: Iterable[str]) -> tuple[str, ...]:
    counted = Counter(text for text in texts if text)
    return tuple(text for text, _n in counted.most_common())
