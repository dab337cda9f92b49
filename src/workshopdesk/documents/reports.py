"""What a report says, as a frozen value: figures, text, tables with their charts, annexes."""

from __future__ import annotations

from dataclasses import dataclass

from workshopdesk.documents.charts import NO_WORDS, Chart
from workshopdesk.documents.model import (
    AgendaDay,
    AgendaHeadings,
    CountLine,
    Fact,
    FindingsSheet,
    ListHeadings,
    PersonLine,
    Sheet,
    Signer,
    TallyTable,
    Words,
)
from workshopdesk.documents.tables import TextTable


@dataclass(frozen=True, slots=True)
class Figure:
    """A large number with what it counts and a note."""

    value: str
    label: Words
    note: Words


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section of running text; a paragraph's ``under`` is its English.

    Tables follow the text, then charts.
    """

    title: Words
    paragraphs: tuple[Words, ...]
    tables: tuple[TextTable, ...] = ()
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture (PNG or JPEG) with what stands below it."""

    image: bytes
    caption: Words


@dataclass(frozen=True, slots=True)
class GridRow:
    """One person's marks, a code of ``Mark`` for each half-day ("" where none was made)."""

    number: int
    name: Words
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttendanceGrid:
    """Who was there when. ``legend`` pairs codes of marks with their words; ``present`` counts."""

    title: Words
    number: Words
    name: Words
    half_days: tuple[Words, ...]
    rows: tuple[GridRow, ...]
    legend: tuple[tuple[str, Words], ...]
    total: Words
    present: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Annexes:
    """The list of those counted, and their attendance where it was taken."""

    title: Words
    headings: ListHeadings
    people: tuple[PersonLine, ...]
    note: Words
    grid: AttendanceGrid | None


@dataclass(frozen=True, slots=True)
class Participation:
    """Who came: the bar by sex, the tables, the attendance, and the lines that reconcile."""

    title: Words
    by_sex: Words
    sex: tuple[CountLine, ...]
    sex_note: Words
    tables: tuple[TallyTable, ...]
    attendance: Chart | None
    reconciliation: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class EventReport(Sheet):
    """The report of an event or of a period; parts that are empty are left out."""

    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    agenda_title: Words
    agenda_headings: AgendaHeadings
    agenda: tuple[AgendaDay, ...]
    participation: Participation | None
    findings_title: Words
    findings: FindingsSheet | None
    signers: tuple[Signer, ...]
    evaluation_title: Words = NO_WORDS
    evaluation: tuple[Chart, ...] = ()
    lessons: Section | None = None
    photographs_title: Words = NO_WORDS
    photographs: tuple[Photograph, ...] = ()
    annexes: Annexes | None = None
