"""The report over a period as a paper: what ``services.period`` counted, in words and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workshopdesk.documents import model as m
from workshopdesk.documents import reports
from workshopdesk.documents.tables import TextColumn, TextRow, TextTable
from workshopdesk.domain.counting import Dimension, Unit, Value
from workshopdesk.domain.people import Sex
from workshopdesk.domain.small_cells import Hidden, Shown
from workshopdesk.i18n import N_
from workshopdesk.services.papers import tallies
from workshopdesk.services.papers.agenda import agenda_headings
from workshopdesk.services.papers.counts_in_words import DIMENSIONS, UNITS, Terms, read_terms
from workshopdesk.services.papers.event_report import sex_lines, sex_note
from workshopdesk.services.papers.facts import EventFacts, read_facts
from workshopdesk.services.papers.heads import (
    footing,
    letterhead,
    office_signers,
    signer,
)
from workshopdesk.services.papers.wording import (
    Wording,
    dates,
    filled,
    number,
    share,
)
from workshopdesk.services.period import (
    Achievement,
    EventShare,
    Measured,
    Part,
    PeriodFigures,
    is_named,
)
from workshopdesk.store import Reader

LOG = N_("Place in the log of changes")
"""Stands beside the anchor: a log cut off later no longer holds it (``workshopdesk check``)."""
PRINTED = 3
"""So many devices' marks fit on paper: of those that wrote most."""
_FIGURES = {
    "unique_people": N_("unique persons"),
    "participations": N_("participations"),
    "completed": N_("completed an event"),
    "events": N_("events"),
}


def period_report(reader: Reader, found: PeriodFigures) -> reports.EventReport:
    """The report as a paper, in the language of the funder asked for, else in both."""
    words = Wording(_language(found))
    first = replace(read_facts(reader, found.events[0].event.code), programmes=found.programmes)
    title = words.say(N_("Report on participation"))
    scope = found.scope
    head = letterhead(first, words, title, details=())
    period = words.each(lambda lang: dates(scope.first_day, scope.last_day, lang))
    head = replace(head, event=period, number=words.line(N_("No. %(number)s"), number="........"))
    foot = footing(first, words, title)
    foot = replace(foot, running=f"{title.main} · {period.main}")
    return reports.EventReport(
        language=words.language,
        head=head,
        foot=foot,
        dated=scope.last_day,
        facts=(
            m.Fact(words.say(N_("Period")), period),
            *_scope_facts(first, found, words),
            m.Fact(words.say(LOG), m.Words(reader.anchor(PRINTED))),
        ),
        figures=tuple(
            _figure(found.standard[code], label, words) for code, label in _FIGURES.items()
        ),
        sections=tuple(_sections(read_terms(reader), found, words)),
        agenda_title=m.Words(""),
        agenda_headings=agenda_headings(words),
        agenda=(),
        participation=_participation(first, found, words),
        findings_title=m.Words(""),
        findings=None,
        signers=(signer(words, N_("Compiled by")), *office_signers(first, words)[:1]),
    )


def _language(found: PeriodFigures) -> m.Language:
    for programme in found.programmes:
        for funder in programme.funders:
            if found.scope.funder and is_named(funder, found.scope.funder):
                return "lo" if funder.report_language == "lo" else "en"
    return "lo-en"


def _scope_facts(first: EventFacts, found: PeriodFigures, words: Wording) -> list[m.Fact]:
    made = []
    if found.programmes:
        names = words.joined(
            [words.stored(p.name_lo or p.name_en or p.code, p.name_en) for p in found.programmes]
        )
        made.append(m.Fact(words.say(N_("Programme")), names))
    if first.funders:
        names = words.joined([words.stored(f.name_lo, f.name_en) for f in first.funders])
        made.append(m.Fact(words.say(N_("Supporters")), names))
    if found.asked.province:
        place = first.gazetteer.province_by_code[found.asked.province]
        name = words.stored(place.name_lo, place.name_en)
        made.append(m.Fact(words.say(N_("Participants' province")), name))
    return made


def _figure(one: Measured, label: str, words: Wording) -> reports.Figure:
    return reports.Figure(
        number(int(one.total), words.main),
        words.say(label),
        m.Words("") if one.count.unit is Unit.EVENT else _women(one, words),
    )


def _women(one: Measured, words: Wording) -> m.Words:
    women = int(one.under(Dimension.SEX).get((Sex.FEMALE.value,), 0))
    return words.each(
        lambda lang: filled(
            N_("women %(n)s (%(share)s)"),
            lang,
            {"n": women, "share": share(women, int(one.total), lang)},
        )
    )


def _sections(terms: Terms, found: PeriodFigures, words: Wording) -> Iterable[reports.Section]:
    if found.indicators:
        yield reports.Section(
            words.say(N_("Indicators")),
            (),
            (_targets(terms, found, words), *_breakdowns(terms, found, words)),
        )
    yield reports.Section(words.say(N_("Trend")), (), (_trend(found, words),))
    yield reports.Section(words.say(N_("Events")), (), (_events(found, words),))
    yield reports.Section(words.say(N_("What is counted")), tuple(rules_of(found, words)))


def _heads(words: Wording, *columns: tuple[str, float, bool]) -> tuple[TextColumn, ...]:
    return tuple(TextColumn(words.say(text), share, number) for text, share, number in columns)


def _targets(terms: Terms, found: PeriodFigures, words: Wording) -> TextTable:
    """Each indicator with its number, its rule, and what was promised and reached."""
    rows: list[TextRow] = []
    none = m.Words("")
    for one in found.indicators:
        assert one.indicator is not None
        name = words.stored(one.indicator.name_lo, one.indicator.name_en)
        name = replace(name, main=f"{one.code} {name.main}")
        reached = m.Words(number(_plain(one.total), words.main))
        rows.append(TextRow((name, none, reached, none), lead=True))
        rule = words.each(lambda lang, o=one: _rule(terms, o, lang))  # type: ignore[misc]  # bound at once
        rows.append(TextRow((rule, none, none, none), inset=True))
        rows += [_target(t, words, terms) for t in one.targets]
    return TextTable(
        _heads(
            words, (N_("Indicator"), 111, False), (N_("Target"), 20, True),
            (N_("Reached"), 22, True), (N_("Share"), 21, True),
        ),
        tuple(rows),
        notes=(words.say(N_("Shares of targets are of each target alone; they are never added.")),),
    )  # fmt: skip


def _rule(terms: Terms, one: Measured, language: str) -> str:
    words = Wording("en" if language == "en" else "lo")
    return f"{words.line(UNITS[one.count.unit])}: {terms.rule(one.count, words)}"


def _target(target: Achievement, words: Wording, terms: Terms) -> TextRow:
    def line(lang: str) -> str:
        said = Wording("en" if lang == "en" else "lo")
        of = [terms.label(d, v, said) for d, v in target.values]
        days = dates(target.first_day, target.last_day, lang)
        return " · ".join([f"{said.line(N_('Target'))} {days}", *of])

    percent = "–" if target.percent is None else f"{target.percent:g}%"
    return TextRow(
        (
            words.each(line),
            m.Words(number(_plain(float(target.target)), words.main)),
            m.Words(number(_plain(target.reached), words.main)),
            m.Words(percent),
        ),
        inset=True,
    )


def _breakdowns(terms: Terms, found: PeriodFigures, words: Wording) -> Iterable[TextTable]:
    """A table for each set of dimensions an indicator is told by."""
    for one in found.indicators:
        for breakdown, parts in one.by:
            yield _breakdown(terms, one, breakdown.dimensions, parts, words)


def _breakdown(
    terms: Terms,
    one: Measured,
    dimensions: Sequence[Dimension],
    parts: Sequence[Part] | None,
    words: Wording,
) -> TextTable:
    """By sex in columns where sex is among several; what is sensitive as it may be told."""
    by = words.each(
        lambda lang: " × ".join(
            Wording("en" if lang == "en" else "lo").line(DIMENSIONS[d]) for d in dimensions
        )
    )
    caption = replace(by, main=f"{one.code} · {by.main}")
    down = [d for d in dimensions if d is not Dimension.SEX or len(dimensions) == 1]
    table = _by_sex(parts or (), dimensions, across=len(down) < len(dimensions))
    sexes = list(dict.fromkeys(sex for cells in table.values() for sex in cells))
    sexes.sort(key=lambda sex: (sex is None, sex or ""))
    unit = words.say(UNITS[one.count.unit])
    heads = [unit] if len(down) == len(dimensions) else [_sex(sex, words) for sex in sexes]
    columns = (
        *(TextColumn(words.say(DIMENSIONS[d]), 110 / len(down)) for d in down),
        *(TextColumn(head, 64 / max(len(heads), 3), True) for head in heads),
    )
    rows = tuple(
        TextRow(
            (
                *(terms.labelled(d, v, words) for d, v in zip(down, values, strict=True)),
                *(m.Words(_shown(cells.get(sex, 0), words.main)) for sex in sexes),
            )
        )
        for values, cells in table.items()
    )
    notes: tuple[m.Words, ...] = ()
    if not rows:
        silent = N_("too few people to be told") if parts is None else N_("nobody")
        notes = (words.say(silent),)
    return TextTable(columns, rows, caption, notes)


def _by_sex(
    parts: Iterable[Part], dimensions: Sequence[Dimension], *, across: bool
) -> dict[tuple[Value, ...], dict[Value, Shown | float]]:
    """The numbers under all other values by sex; under None where sex is not set apart."""
    place = list(dimensions).index(Dimension.SEX) if across else None
    table: dict[tuple[Value, ...], dict[Value, Shown | float]] = {}
    for part in parts:
        values, sex = part.values, None
        if place is not None:
            sex, values = values[place], values[:place] + values[place + 1 :]
        table.setdefault(values, {})[sex] = part.number
    return table


def _sex(sex: Value, words: Wording) -> m.Words:
    return words.say({"F": N_("Women"), "M": N_("Men"), None: N_("Not said")}[sex])


def _shown(n: Shown | float, language: str) -> str:
    return str(n) if isinstance(n, Hidden) else number(_plain(float(n)), language)


def _trend(found: PeriodFigures, words: Wording) -> TextTable:
    return TextTable(
        _heads(
            words, (N_("Period"), 60, False), (N_("Participations"), 30, True),
            (N_("Unique persons"), 30, True),
        ),
        tuple(
            TextRow(
                (
                    m.Words(period),
                    m.Words(number(every, words.main)),
                    m.Words(number(people, words.main)),
                )
            )
            for period, every, people in found.trend
        ),
        notes=(words.say(N_("Whoever came in several periods is counted in each of them.")),),
    )  # fmt: skip


def _plain(n: float) -> int | str:
    return int(n) if n == int(n) else f"{n}"


def _events(found: PeriodFigures, words: Wording) -> TextTable:
    """Every event with its participations and its share of all."""
    whole = int(found.standard["participations"].total)
    rows = tuple(_event_row(one, whole, words) for one in found.events)
    return TextTable(
        _heads(
            words, (N_("Date"), 31, False), (N_("Event"), 56, False), (N_("Women"), 19, True),
            (N_("Men"), 15, True), (N_("Not said"), 20, True), (N_("Total"), 16, True),
            (N_("Share"), 17, True),
        ),
        rows,
    )  # fmt: skip


def _event_row(one: EventShare, whole: int, words: Wording) -> TextRow:
    event = one.event
    counts = (one.women, one.men, one.not_said, one.total)
    return TextRow(
        (
            words.each(lambda lang: dates(event.first_day, event.last_day, lang)),
            _event(one, words),
            *(m.Words(number(n, words.main)) for n in counts),
            m.Words(share(one.total, whole, words.main)),
        )
    )


def _event(one: EventShare, words: Wording) -> m.Words:
    def line(lang: str) -> str:
        said = Wording("en" if lang == "en" else "lo")
        title = said.stored_line(one.event.title_lo, one.event.title_en) or one.event.code
        if not one.shared_with:
            return title
        names = ", ".join(said.stored_line(f.name_lo, f.name_en) for f in one.shared_with)
        return f"{title} · {said.line(N_('shared by %(names)s'), names=names)}"

    return words.each(line)


def rules_of(found: PeriodFigures, words: Wording) -> Iterable[m.Words]:
    """What is excluded and why."""
    lines = found.reconciliation
    yield words.say(N_("People of every role are counted unless an indicator says otherwise."))
    yield words.say(
        N_("Cancelled events and cancelled registrations count nothing. Late is present.")
    )
    left_out = (
        ("seats_without_name", N_("Seats without a name, not counted: %(n)s.")),
        ("not_yet_registered", N_("People not registered yet, so not counted: %(n)s.")),
        ("attendance_not_taken", N_("Participations of which no attendance was taken: %(n)s.")),
        ("events_shared", N_("Shared events, which each funder's count holds in full: %(n)s.")),
    )
    for key, message in left_out:
        if lines[key]:
            yield words.say(message, n=int(lines[key]))


def _participation(
    first: EventFacts, found: PeriodFigures, words: Wording
) -> reports.Participation:
    people = found.standard["unique_people"]
    everyone = _total(words, people)
    provinces = {p.code: words.stored(p.name_lo, p.name_en) for p in first.gazetteer.provinces}
    roles = {r.code: words.stored(r.name_lo, r.name_en) for r in first.roles}
    kinds = {k.code: words.stored(k.name_lo, k.name_en) for k in first.organisation_types}
    return reports.Participation(
        title=words.say(N_("Unique persons")),
        by_sex=words.say(N_("By sex")),
        sex=sex_lines(words, everyone),
        sex_note=sex_note(words, everyone),
        tables=(
            _table(words, N_("Province"), Dimension.PROVINCE, provinces, people),
            _table(words, N_("Organisation type"), Dimension.ORGANISATION_TYPE, kinds, people),
            _table(words, N_("Role"), Dimension.ROLE, roles, people),
            _table(words, N_("Age"), Dimension.AGE_BAND, {}, people),
        ),
        attendance=None,
        reconciliation=tuple(reconciled(found, words)),
    )


def reconciled(found: PeriodFigures, words: Wording) -> Iterable[m.Words]:
    """What leads the two great totals back to one another and to the lists."""
    lines = {key: int(n) for key, n in found.reconciliation.items()}
    fields = {
        "all": lines["participations"],
        "unique": lines["unique_people"],
        "again": lines["repeat_participations"],
        "heads": lines["head_count"],
    }
    if lines["head_count"]:
        message = N_(
            "%(all)s participations = %(unique)s unique persons + %(again)s repeats"
            " + %(heads)s counted but not named."
        )
    else:
        message = N_("%(all)s participations = %(unique)s unique persons + %(again)s repeats.")
    yield words.say(message, **fields)
    often = sum(people for n, people in found.times.items() if n > 3)
    yield words.say(
        N_(
            "Of the unique persons %(once)s came once, %(twice)s twice, %(thrice)s three times,"
            " %(often)s more often."
        ),
        once=found.times.get(1, 0),
        twice=found.times.get(2, 0),
        thrice=found.times.get(3, 0),
        often=often,
    )
    yield words.say(N_("A person may stand under several values, so parts may exceed the total."))


def _total(words: Wording, one: Measured) -> m.Tally:
    parts = one.under(Dimension.SEX)
    women, men, unknown = (int(parts.get((sex,), 0)) for sex in ("F", "M", None))
    return m.Tally(words.say(N_("Total")), women, men, unknown)


def _table(
    words: Wording,
    title: str,
    dimension: Dimension,
    labels: dict[str, m.Words],
    one: Measured,
) -> m.TallyTable:
    """Unique persons under each value, the most frequent first, the unknown last."""
    parts = one.under(dimension, Dimension.SEX)
    rows = []
    for value in {values[0] for values in parts}:
        label = words.say(N_("Not said")) if value is None else labels.get(value, m.Words(value))
        women, men, unknown = (int(parts.get((value, sex), 0)) for sex in ("F", "M", None))
        rows.append((value is None, m.Tally(label, women, men, unknown)))
    rising = dimension is Dimension.AGE_BAND
    rows.sort(key=lambda row: (row[0], 0 if rising else -row[1].total, row[1].label.main))
    return m.TallyTable(
        words.say(title), tallies.headings(words), tuple(r for _u, r in rows), _total(words, one)
    )
