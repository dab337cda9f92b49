"""The funder workbook of one event or of many: rows with 0/1 columns, and what sums them.

Every dimension has a column of codes and a column that is 1 where a person is first met with
that value, so that each figure of the summary is one SUMIFS. Names, phones and birth years are
left out unless asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from workshopdesk.documents import model as m
from workshopdesk.domain.agenda import contact_minutes
from workshopdesk.domain.counting import Count, Unit, age_band
from workshopdesk.domain.people import Sex
from workshopdesk.domain.registration import HeadCount, ParticipantRow
from workshopdesk.i18n import N_
from workshopdesk.services.papers import tallies
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.funder_columns import (
    code_columns,
    event_columns,
    participation_columns,
    people_columns,
)
from workshopdesk.services.papers.funder_indicators import Figures, Weights, sensitive_tables
from workshopdesk.services.papers.heads import KIND_WORDS, province_name, support
from workshopdesk.services.papers.positions import unit_in_english
from workshopdesk.services.papers.wording import Wording, phone, total_count

UNKNOWN = "U"
SEXES = ("F", "M", UNKNOWN)
COUNTED = "Participations"
AGE_BANDS = Count(Unit.PERSON).age_bands
_CHART_FROM = 3


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may ask for: names, phones and birth years; a row of HXL tags; tables of
    ethnic families and disability, with small cells hidden."""

    personal: bool = False
    tagged: bool = False
    sensitive: bool = False


Code = Callable[[EventFacts, ParticipantRow], tuple[str, m.Words]]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to split people: its column key, its heading, and a person's code and label."""

    key: str
    heading: str
    code: Code


@dataclass(slots=True)
class _Codes:
    """The codes met so far, by dimension, in the order their rows are printed."""

    labels: dict[str, dict[str, m.Words]] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def note(self, dimension: str, code: str, label: m.Words) -> None:
        self.labels.setdefault(dimension, {}).setdefault(code, label)
        self.counts[dimension, code] = self.counts.get((dimension, code), 0) + 1

    def ordered(self, dimension: str) -> list[tuple[str, m.Words]]:
        """The most frequent first, the unknown last."""
        found = self.labels.get(dimension, {})
        return sorted(found.items(), key=lambda c: (c[0] == UNKNOWN, -self.counts[dimension, c[0]]))


@dataclass(slots=True)
class _Rows:
    """The rows of the data sheets while they grow."""

    words: Wording
    dimensions: tuple[Dimension, ...]
    personal: bool
    codes: _Codes = field(default_factory=_Codes)
    people: dict[object, list[m.Cell]] = field(default_factory=dict)
    seen: set[tuple[object, str, str]] = field(default_factory=set)
    participations: list[tuple[m.Cell, ...]] = field(default_factory=list)
    events: list[tuple[m.Cell, ...]] = field(default_factory=list)
    measured: Weights = field(default_factory=lambda: Weights((), ()))

    @property
    def indicators(self) -> tuple[tuple[str, m.Words], ...]:
        """Keys and headings of the columns that count for an indicator."""
        return self.measured.columns


def funder_workbook(
    events: Sequence[EventFacts],
    title: m.Words,
    first_day: date,
    last_day: date,
    *,
    options: Options | None = None,
    province: str | None = None,
    figures: Figures | None = None,
) -> m.FunderWorkbook:
    """The workbook over the events given, in their order; of a province's participants alone
    where one is named. ``figures`` of the same scope bring the programme's indicators and what
    is sensitive.
    """
    words = Wording("lo-en")
    options = options or Options()
    rows = _Rows(words, _dimensions(words), options.personal)
    told: list[m.SummaryTable] = []
    if figures is not None:
        rows.measured = Weights(figures.found.indicators, events, figures.found.scope.first_day)
        told = list(sensitive_tables(figures, words)) if options.sensitive else []
    for facts in events:
        people = [p for p in facts.registered if province in (None, p.province)]
        _event(rows, facts, people)
        # Whoever came without being registered counts for what asks who was present.
        also = [p for p in facts.named if p not in people and rows.measured.counts(p.id)]
        for number, person in enumerate((*people, *also), 1):
            _participation(rows, facts, number, person, listed=number <= len(people))
        if province is None:
            _head_counts(rows, facts)
    shown = tuple(
        d for d in rows.dimensions if any(c != UNKNOWN for c in rows.codes.labels.get(d.key, ()))
    )
    return m.FunderWorkbook(
        language="lo-en",
        title=title,
        lines=_lines(events, words, first_day, last_day),
        notes=_notes(rows, words),
        summary_name="Summary",
        headings=tallies.headings(words),
        share=words.say(N_("Women %")),
        tables=(
            _indicators(rows, words),
            *rows.measured.table(words),
            *(_by(rows, words, d) for d in shown),
            *told,
        ),
        counted=COUNTED,
        sex_key="sex",
        sexes=SEXES,
        sheets=(
            m.DataSheet("People", people_columns(rows), tuple(map(tuple, rows.people.values()))),
            m.DataSheet(COUNTED, participation_columns(rows), tuple(rows.participations)),
            m.DataSheet("Events", event_columns(words), tuple(rows.events)),
            m.DataSheet("Codes", code_columns(words), _code_rows(rows)),
        ),
        page=words.line(N_("Page {page}/{pages}")),
        dated=last_day,
        tagged=options.tagged,
    )


def _dimensions(words: Wording) -> tuple[Dimension, ...]:
    def of_text(kind: str, label: Callable[[EventFacts, ParticipantRow], m.Words]) -> Code:
        numbers: dict[str, str] = {}

        def code(facts: EventFacts, person: ParticipantRow) -> tuple[str, m.Words]:
            found = label(facts, person)
            if not found.main:
                return _unknown(words)
            return numbers.setdefault(found.main, f"{kind}{len(numbers) + 1:02d}"), found

        return code

    return (
        Dimension("province", N_("Province"), lambda _f, p: _province(words, p)),
        Dimension("organisation_type", N_("Organisation type"), lambda f, p: _type(f, words, p)),
        Dimension("role", N_("Role"), lambda f, p: _role(f, words, p)),
        Dimension("age", N_("Age"), lambda f, p: _age(f, words, p)),
        Dimension(
            "position", N_("Position"), of_text("P", lambda _f, p: tallies.position(words, p))
        ),
        Dimension("organisation", N_("Unit"), of_text("O", lambda _f, p: _unit(words, p))),
    )


def _unknown(words: Wording) -> tuple[str, m.Words]:
    return UNKNOWN, words.say(N_("Not said"))


def _unit(words: Wording, person: ParticipantRow) -> m.Words:
    """The unit as lists say it, which may be many organisations of one kind."""
    return words.stored(person.organisation, unit_in_english(person.organisation))


def _province(words: Wording, person: ParticipantRow) -> tuple[str, m.Words]:
    if person.province is None:
        return _unknown(words)
    return person.province, words.stored(person.province_lo, person.province_en)


def _type(facts: EventFacts, words: Wording, person: ParticipantRow) -> tuple[str, m.Words]:
    for term in facts.organisation_types:
        if term.code == person.organisation_type:
            return term.code, words.stored(term.name_lo, term.name_en)
    return _unknown(words)


def _role(facts: EventFacts, words: Wording, person: ParticipantRow) -> tuple[str, m.Words]:
    for term in facts.roles:
        if term.code == person.role:
            return term.code, words.stored(term.name_lo, term.name_en)
    return _unknown(words)


def _age(facts: EventFacts, words: Wording, person: ParticipantRow) -> tuple[str, m.Words]:
    """Whole years at the start of the event, in bands."""
    band = age_band(AGE_BANDS, facts.ages.get(person.id))
    return (band, m.Words(band)) if band else _unknown(words)


def _event(rows: _Rows, facts: EventFacts, people: Sequence[ParticipantRow]) -> None:
    event, words = facts.event, rows.words
    kind = words.say(KIND_WORDS[event.kind])
    total = tallies.tally(kind, people)
    heads = [] if len(people) < len(facts.registered) else facts.head_counts
    funders = [f.name_en or f.name_lo for f in facts.funders]
    rows.codes.note("kind", event.kind, kind)
    rows.events.append(
        (
            event.code,
            event.kind,
            event.title_lo,
            event.title_en,
            event.first_day,
            event.last_day,
            province_name(facts, Wording("en"), event.province),
            event.venue_lo,
            round(contact_minutes(facts.sessions) / 60, 2),
            total.women + sum(h.women for h in heads),
            total.men + sum(h.men for h in heads),
            total.not_said + sum(h.not_said for h in heads),
            total.total + sum(h.women + h.men + h.not_said for h in heads),
            ", ".join(funders) if len(funders) > 1 else "",
        )
    )


def _participation(
    rows: _Rows, facts: EventFacts, number: int, person: ParticipantRow, *, listed: bool
) -> None:
    """A row. One that is not of the list of those registered counts for indicators alone."""
    codes = []
    for dimension in rows.dimensions:
        code, label = dimension.code(facts, person)
        rows.codes.note(dimension.key, code, label)
        codes.append(code)
    known = rows.people.get(person.person_id)
    key = _person(rows, facts, person, codes) if listed else known[0] if known else None
    half_days = len(facts.present.get(person.id, frozenset()) & facts.expected)
    firsts = [_first(rows, person.person_id, "", "")] if listed else [0]
    # A person has one age, that at the first event; under all else each value held counts.
    firsts += [
        0 if not listed
        else firsts[0] if dimension.key == "age"
        else _first(rows, person.person_id, dimension.key, code)
        for dimension, code in zip(rows.dimensions, codes, strict=True)
    ]  # fmt: skip
    done = int(person.id in facts.completed)
    rows.participations.append(
        (
            facts.event.code,
            number,
            key,
            *((person.name,) if rows.personal else ()),
            _sex(person),
            *codes,
            half_days,
            half_days / 2,
            int(listed),
            0,
            done,
            *firsts,
            *rows.measured.of(person.id, person.sex),
        )
    )


def _head_counts(rows: _Rows, facts: EventFacts) -> None:
    """People who were counted but not named: participations, never persons."""
    for head in facts.head_counts:
        for sex, count in zip(SEXES, (head.women, head.men, head.not_said), strict=True):
            if count:
                codes = [_code_of_heads(rows, facts, head, d) for d in rows.dimensions]
                blank: tuple[m.Cell, ...] = (None,) * (2 + rows.personal)
                zeros = (0,) * (1 + len(codes))
                rows.participations.append(
                    (
                        facts.event.code, *blank, sex, *codes, 0, 0.0, count, count, 0, *zeros,
                        *rows.measured.of(head.id, None if sex == UNKNOWN else Sex(sex)),
                    )
                )  # fmt: skip


def _code_of_heads(rows: _Rows, facts: EventFacts, head: HeadCount, dimension: Dimension) -> str:
    """Of those counted but not named the role is known, and perhaps the organisation's type."""
    if dimension.key == "role":
        return str(head.role)
    unit = facts.organisations.get(head.organisation_id) if head.organisation_id else None
    if dimension.key != "organisation_type" or unit is None or unit.type is None:
        return UNKNOWN
    for term in facts.organisation_types:
        if term.code == unit.type:
            rows.codes.note(dimension.key, term.code, rows.words.stored(term.name_lo, term.name_en))
            return str(term.code)
    return UNKNOWN


def _first(rows: _Rows, person: object, dimension: str, code: str) -> int:
    met = (person, dimension, code)
    if met in rows.seen:
        return 0
    rows.seen.add(met)
    return 1


def _sex(person: ParticipantRow) -> str:
    return {Sex.FEMALE: "F", Sex.MALE: "M", None: UNKNOWN}[person.sex]


def _person(rows: _Rows, facts: EventFacts, person: ParticipantRow, codes: Sequence[str]) -> str:
    """The code of a person in this workbook; a new one gets a row."""
    found = rows.people.get(person.person_id)
    if found is None:
        own: tuple[m.Cell, ...] = ()
        if rows.personal:
            own = (person.name, phone(person.phone), person.birth_year)
        key = f"P{len(rows.people) + 1:05d}"
        found = [key, *own, _sex(person), *codes, facts.event.first_day, 0]
        rows.people[person.person_id] = found
    count = found[-1]
    found[-1] = (count if isinstance(count, int) else 0) + 1
    return str(found[0])


def _indicators(rows: _Rows, words: Wording) -> m.SummaryTable:
    lines = [
        m.SummaryRow(words.say(N_("Unique participants")), "people"),
        m.SummaryRow(words.say(N_("Participations (person × event)")), "participations"),
        m.SummaryRow(words.say(N_("Completed the event")), "completed"),
        m.SummaryRow(words.say(N_("Person-days")), "person_days"),
    ]
    if any(row[_place(rows, "head_count")] for row in rows.participations):
        lines.insert(2, m.SummaryRow(words.say(N_("Of these counted, not named")), "head_count"))
    return m.SummaryTable(words.say(N_("Indicator")), tuple(lines), None, chart=False)


def _place(rows: _Rows, key: str) -> int:
    return next(n for n, c in enumerate(participation_columns(rows)) if c.key == key)


def _by(rows: _Rows, words: Wording, dimension: Dimension) -> m.SummaryTable:
    count = f"people_{dimension.key}"
    found = rows.codes.ordered(dimension.key)
    return m.SummaryTable(
        words.say(dimension.heading),
        tuple(
            m.SummaryRow(_labelled(label), count, ((dimension.key, code),)) for code, label in found
        ),
        m.SummaryRow(words.say(N_("Total")), "people"),
        chart=len(found) >= _CHART_FROM,
    )


def _labelled(label: m.Words) -> m.Words:
    """Both columns of the summary are filled, also where a text has one language only."""
    return m.Words(label.main, label.under or label.main)


def _lines(
    events: Sequence[EventFacts], words: Wording, first: date, last: date
) -> tuple[str, ...]:
    sentences = dict.fromkeys(support(facts, words) for facts in events)
    supported = " · ".join(filter(None, (part for w in sentences for part in (w.main, w.under))))
    period = words.say(N_("Period"))
    when = f"{first.isoformat()} – {last.isoformat()}"
    return (supported, f"{period.main} · {period.under} {when}")


def _notes(rows: _Rows, words: Wording) -> tuple[m.Words, ...]:
    sexes = [row[_sex_place(rows)] for row in rows.people.values()]
    notes = [
        words.each(lambda lang: total_count(lang, len(sexes), sexes.count("F"))),
        words.say(N_("Each person is counted once in this period; under each value once.")),
        words.say(N_("A person may stand under several values, so parts may exceed the total.")),
    ]
    notes.append(words.say(_TRACE))
    if not rows.personal:
        notes.append(words.say(N_("Names, phones and birth years are left out.")))
    return tuple(notes)


_TRACE = N_(
    "To trace a figure: filter the sheet Participations by sex and value, and its column for 1."
)


def _sex_place(rows: _Rows) -> int:
    return 4 if rows.personal else 1


def _code_rows(rows: _Rows) -> tuple[tuple[m.Cell, ...], ...]:
    words = rows.words
    sexes = zip(SEXES, (N_("Female"), N_("Male"), N_("Not said")), strict=True)
    found = [("sex", code, words.say(text)) for code, text in sexes]
    for key in (*(d.key for d in rows.dimensions), "kind"):
        found += [(key, code, label) for code, label in rows.codes.ordered(key)]
    return tuple((key, code, w.main, w.under or w.main) for key, code, w in found)
