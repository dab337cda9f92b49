"""What the forms' page shows: the forms there are, one of them with its marks, in words. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from workshopdesk.domain.event import EventStatus
from workshopdesk.domain.form_changes import Comparison, Standing
from workshopdesk.domain.forms import FormKind, Layout, Mark, Percent, Place, Value
from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.lao.numbers import format_number
from workshopdesk.services import forms
from workshopdesk.services.forms import Change, Offer, Opened, Scope
from workshopdesk.store import Reader
from workshopdesk.ui import words

Choices = tuple[tuple[str, str], ...]
_PARTS = {"body": N_("Text"), "header": N_("Page head"), "footer": N_("Page foot"),
          "footnotes": N_("Footnotes"), "endnotes": N_("Endnotes")}  # fmt: skip
_STANDINGS = {
    Standing.STANDS: N_("As before"),
    Standing.MOVED: N_("Moved"),
    Standing.RENAMED: N_("Renamed around it"),
    Standing.LOST: N_("No place found"),
}


@dataclass(frozen=True, slots=True)
class ScreenState:
    """All forms (key and name), the one that is open, and what can be chosen for it."""

    forms: Choices
    opened: Opened | None
    offers: tuple[Offer, ...]
    periods: Choices
    programmes: Choices


def read(reader: Reader, wanted: UUID | None) -> ScreenState:
    """Read the forms; the wanted one is opened, else the first. Raises UserError."""
    known = reader.report_forms()
    chosen = next((f for f in known if f.id == wanted), known[0] if known else None)
    english = screen_language() == "en"
    return ScreenState(
        tuple((str(form.id), form.name) for form in known),
        None if chosen is None else forms.open_form(reader, chosen.id),
        () if chosen is None else forms.offers(reader, chosen),
        _periods(reader),
        tuple(
            (str(p.id), (p.name_en or p.name_lo) if english else (p.name_lo or p.name_en))
            for p in reader.programmes()
        ),
    )


def _periods(reader: Reader) -> Choices:
    """Quarters and years in which events begin, the newest first, keyed by their days."""
    days = {e.first_day for e in reader.events() if e.status is not EventStatus.CANCELLED}
    found: list[tuple[str, str]] = []
    for year in sorted({day.year for day in days}, reverse=True):
        found.append((f"{year}-01-01..{year}-12-31", _("Year %(year)d") % {"year": year}))
        for quarter in sorted({(d.month + 2) // 3 for d in days if d.year == year}, reverse=True):
            first = date(year, 3 * quarter - 2, 1)
            end = date(year + quarter // 4, (3 * quarter) % 12 + 1, 1).toordinal() - 1
            name = _("Quarter %(quarter)d of %(year)d") % {"quarter": quarter, "year": year}
            found.append((f"{first}..{date.fromordinal(end)}", name))
    return tuple(found)


def scope(period: str, programme: str | None) -> Scope:
    """The scope of a period's key and a programme's code."""
    first, _dots, last = period.partition("..")
    return Scope(date.fromisoformat(first), date.fromisoformat(last), programme)


def sheet_name(name: str, layout: Layout) -> str:
    """A sheet's name; the parts of a document in words."""
    if layout.kind is FormKind.EXCEL:
        return name
    kind = name.rstrip("0123456789")
    number = name[len(kind) :]
    return " ".join(part for part in (_(_PARTS.get(kind, name)), number) if part)


def groups(offered: Sequence[Offer]) -> Choices:
    """What is on offer, by what it belongs to."""
    return tuple((group, group) for group in dict.fromkeys(one.group for one in offered))


def within(offered: Sequence[Offer], group: str) -> Choices:
    """What one group offers."""
    return tuple((one.source, one.words) for one in offered if one.group == group)


def group_of(offered: Sequence[Offer], source: str) -> str:
    """The group a source is offered in, "" where it is in none."""
    return next((one.group for one in offered if one.source == source), "")


def here(marks: Sequence[Mark], place: Place) -> tuple[Mark, ...]:
    """The marks of a cell."""
    return tuple(mark for mark in marks if mark.place == place)


def short(marks: Sequence[Mark], offered: Sequence[Offer]) -> str:
    """What a cell will get, in a few words that fit a narrow cell."""
    known = {one.source: one.words for one in offered}
    return " · ".join(known.get(mark.source, mark.source) for mark in marks)


def long(marks: Sequence[Mark], offered: Sequence[Offer]) -> str:
    """What a cell will get, with what it belongs to."""
    return "\n".join(forms.words_of(mark.source, offered) for mark in marks)


def is_doubtful(mark: Mark, offered: Sequence[Offer]) -> bool:
    """Whether nothing is called as the mark says: an indicator may have any of its parts."""
    head = ":".join(mark.source.split(":")[:2])
    return not forms.known(mark.source) or (
        ":" in head and all(one.source != head for one in offered)
    )


def labels(layout: Layout, place: Place) -> str:
    """What stands at the left of a cell and above it."""
    sheet = layout.sheet(place.sheet)
    if sheet is None:
        return ""
    return around((sheet.beside(place), sheet.above(place)))


def around(said: tuple[str, str]) -> str:
    """The labels beside and above, as one line."""
    return " · ".join(part for part in said if part)


def value(new: Value) -> str:
    """A value in the screen's language."""
    match new:
        case Percent(number):
            return f"{format_number(number, screen_language())}%"
        case date():
            return words.day(new)
        case int() | float():
            return format_number(new, screen_language())
    return new


def cell(place: Place, layout: Layout) -> str:
    """Where something goes: the sheet and the cell."""
    sheet = sheet_name(place.sheet, layout)
    if layout.kind is FormKind.WORD:
        return _("%(part)s, line %(line)d") % {"part": sheet, "line": place.row}
    return f"{sheet}!{place.cell}" if len(layout.sheets) > 1 else place.cell


def standing(one: Comparison) -> str:
    """How a mark fares, in words."""
    return _(_STANDINGS[one.standing])


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A line of the preview."""

    key: int
    where: str
    what: str
    old: str
    new: str


def lines(
    changes: Sequence[Change], layout: Layout, offered: Sequence[Offer]
) -> tuple[ChangeLine, ...]:
    """What refilling does, cell by cell."""
    return tuple(
        ChangeLine(n, cell(c.place, layout), forms.words_of(c.mark.source, offered), c.old,
                   value(c.new))
        for n, c in enumerate(changes)
    )  # fmt: skip
