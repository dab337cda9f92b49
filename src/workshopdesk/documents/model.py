"""The sheets that are printed and sent: frozen values, every word and order already decided.

Hides nothing and decides nothing: services assemble a sheet from the store, ``papers`` draws it
as PDF and ``workbook`` as Excel, so both show the same. Strings are final and in the document's
language; counts and dates that Excel wants as numbers stay numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sized
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Literal

Language = Literal["lo", "en", "lo-en"]
LANGUAGES: tuple[Language, ...] = ("lo", "en", "lo-en")


@dataclass(frozen=True, slots=True)
class Words:
    """A text in the document's language; ``under`` is the smaller line beneath it, or "".

    ``keep``: names in it that are never broken over two lines.
    """

    main: str
    under: str = ""
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Logo:
    """A funder's logo: the image as stored (PNG or JPEG) and the name that stands for it."""

    name: str
    image: bytes | None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above a paper. Without ``state_lines`` it is a working paper."""

    state_lines: tuple[str, ...]
    issuer: Words
    number: str
    place_date: str
    title: Words
    event: Words
    details: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Footing:
    """What stands below a paper; ``page`` holds the fields {page} and {pages}."""

    running: str
    page: str
    logos: tuple[Logo, ...] = ()
    support: Words = Words("")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: a title, a small note, room for signature and seal, and the name if known."""

    title: Words
    note: Words = Words("")
    name: Words = Words("")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every paper has: its language, head and foot, and the day its properties name."""

    language: Language
    head: Letterhead
    foot: Footing
    dated: date


@dataclass(frozen=True, slots=True)
class Tally:
    """People under one value, by sex."""

    label: Words
    women: int
    men: int
    not_said: int

    @property
    def total(self) -> int:
        """Everyone, whatever the sex."""
        return self.women + self.men + self.not_said


@dataclass(frozen=True, slots=True)
class TallyHeadings:
    """The words above the columns of a tally."""

    women: Words
    men: Words
    not_said: Words
    total: Words


@dataclass(frozen=True, slots=True)
class TallyTable:
    """Tallies by one dimension with the total, which is counted and not added up."""

    title: Words
    headings: TallyHeadings
    rows: tuple[Tally, ...]
    total: Tally

    @property
    def shows_not_said(self) -> bool:
        """Whether anyone's sex is unknown, so that the column is needed for the sums."""
        return self.total.not_said > 0


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A row of a list of people. ``name`` is printed on one line whatever its length.

    ``mark`` stands in a hidden column of the Excel file, so that the row is known when it returns.
    """

    number: int
    name: Words
    sex: str
    position: str
    unit: str
    district: str
    province: str
    phone: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ListHeadings:
    """The words above a list of people; position/unit and district/province share columns."""

    number: Words
    name: Words
    sex: Words
    position: Words
    unit: Words
    district: Words
    province: Words
    phone: Words


@dataclass(frozen=True, slots=True)
class CountLine:
    """A count written in words, e.g. "women", 29, "people"."""

    label: Words
    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class SignInDay:
    """A day of signature columns: its label and one heading per half-day."""

    label: Words
    half_days: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class SignInSheet(Sheet):
    """The list that circulates to be signed. It never shows ethnicity or disability."""

    headings: ListHeadings
    days: tuple[SignInDay, ...]
    people: tuple[PersonLine, ...]
    blank_rows: int
    counts_title: Words
    counts: tuple[CountLine, ...]
    total: Words
    signers: tuple[Signer, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ParticipantList(Sheet):
    """Who came, in list order, with totals by province and position."""

    headings: ListHeadings
    people: tuple[PersonLine, ...]
    total: Words
    tallies: tuple[TallyTable, ...]
    signers: tuple[Signer, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A session as printed; ``pause`` marks breaks, meals and photographs."""

    code: str
    start: time
    end: time
    span: str
    kind: str
    title: Words
    responsible: Words
    room: str
    pause: bool


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """A day of the agenda."""

    day: date
    label: Words
    lines: tuple[AgendaLine, ...]


@dataclass(frozen=True, slots=True)
class AgendaHeadings:
    """The words above an agenda; the last six only in Excel."""

    time: Words
    content: Words
    responsible: Words
    code: Words
    day: Words
    start: Words
    end: Words
    kind: Words
    room: Words


@dataclass(frozen=True, slots=True)
class AgendaSheet(Sheet):
    """The agenda, a page a day."""

    headings: AgendaHeadings
    days: tuple[AgendaDay, ...]
    signers: tuple[Signer, ...]


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A member of a group with the number in the group."""

    number: int
    name: Words
    sex: str


@dataclass(frozen=True, slots=True)
class GroupBlock:
    """A group: number, room, counts, question, leaders, members."""

    label: Words
    number: str
    room: str
    count: str
    women: str
    question: Words
    facilitator: str
    rapporteur: str
    members: tuple[GroupMember, ...]


@dataclass(frozen=True, slots=True)
class GroupHeadings:
    """The words before a group's question and leaders."""

    topic: Words
    facilitator: Words
    rapporteur: Words


@dataclass(frozen=True, slots=True)
class GroupSession:
    """The groups of one group-work session and the lines above them."""

    details: tuple[Words, ...]
    groups: tuple[GroupBlock, ...]


@dataclass(frozen=True, slots=True)
class GroupLists(Sheet):
    """Who works in which group, on what, led by whom."""

    headings: GroupHeadings
    sessions: tuple[GroupSession, ...]


@dataclass(frozen=True, slots=True)
class GroupFindings:
    """What one group reported to the plenary."""

    title: Words
    question: Words
    leaders: str
    findings: tuple[str, ...]
    recommendations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingsSheet(Sheet):
    """What all groups found and recommend. ``nothing`` stands where a group gave no line."""

    findings_title: Words
    recommendations_title: Words
    nothing: Words
    groups: tuple[GroupFindings, ...]


@dataclass(frozen=True, slots=True)
class CertificateText:
    """What differs from one certificate to the next; ``code`` is what its QR code holds.

    ``body`` and ``place_date`` are as issued; "" as the batch has them.
    """

    number: str
    name: Words
    position: Words
    code: str = ""
    body: tuple[Words, ...] = ()
    place_date: str = ""


@dataclass(frozen=True, slots=True)
class CertificateBatch(Sheet):
    """Certificates in list order. ``body`` lines are wrapped in the room the page has.

    ``preprinted``: onto paper that has border, heads and signers already, moved by so many
    millimetres to the right and down; None prints everything.
    """

    certifies: Words
    body: tuple[Words, ...]
    signers: tuple[Signer, ...]
    certificates: tuple[CertificateText, ...]
    preprinted: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is so."""

    label: Words
    text: Words


class CellKind(StrEnum):
    """How a column of a data sheet is written and aligned."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a data sheet; ``key`` is the stable English name formulas refer to.

    ``tag`` is what the column is in HXL (hxlstandard.org), "" where it has no such word;
    ``format`` a number format of Excel, "" for the usual one of its kind.
    """

    key: str
    heading: Words
    kind: CellKind = CellKind.TEXT
    width: float = 14.0
    tag: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True)
class DataSheet:
    """A sheet of data: one header row, then rows whose cells stand in the columns' order.

    ``count``: how many rows there are, where they are made one by one while they are written.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    count: int | None = None

    @property
    def length(self) -> int:
        """How many rows."""
        if self.count is not None:
            return self.count
        return len(self.rows) if isinstance(self.rows, Sized) else 0


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A row of the summary: the data column summed, and the value rows must have elsewhere.

    ``where`` pairs column keys with the value wanted; sex is added for each cell unless those
    counted are not people (``sexed`` False): then there is a total alone. ``values`` stand there
    instead of formulas where the data sheets do not hold what is counted (women, men, not said,
    total; signs for what is hidden; "" for nothing). ``beside`` stands after the share.
    """

    label: Words
    count: str
    where: tuple[tuple[str, str], ...] = ()
    sexed: bool = True
    values: tuple[float | str, ...] = ()
    beside: tuple[float | str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """A block of the summary: rows by one dimension, and a total row where parts make one.

    ``beside``: the headings of what stands after the share; ``note`` what is to be known of it.
    """

    heading: Words
    rows: tuple[SummaryRow, ...]
    total: SummaryRow | None
    chart: bool
    beside: tuple[Words, ...] = ()
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class FunderWorkbook:
    """The workbook a funder gets. Every figure of the summary is a formula over ``counted``.

    ``sheets`` are the data sheets in order; ``counted`` names the one the formulas sum, whose
    column ``sex_key`` holds the codes of ``sexes``: women, men, not said.
    """

    language: Language
    title: Words
    lines: tuple[str, ...]
    notes: tuple[Words, ...]
    summary_name: str
    headings: TallyHeadings
    share: Words
    tables: tuple[SummaryTable, ...]
    counted: str
    sex_key: str
    sexes: tuple[str, str, str]
    sheets: tuple[DataSheet, ...]
    page: str
    dated: date
    author: str = field(default="WorkshopDesk")
    tagged: bool = False
    """Whether a row of HXL tags stands under the headings of the data sheets."""


AnySheet = Sheet | FunderWorkbook
"""Whatever can be rendered."""
