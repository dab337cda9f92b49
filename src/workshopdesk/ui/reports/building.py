"""A built table in the screen's words: its lines, its chart, and what each number opens. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workshopdesk.documents.charts import Chart
from workshopdesk.documents.model import Words
from workshopdesk.domain.progress import Progress
from workshopdesk.domain.small_cells import Hidden
from workshopdesk.i18n import N_, _
from workshopdesk.services.cross_table import CrossTable, Number, Query, cross_table
from workshopdesk.services.papers import built_report
from workshopdesk.services.papers.counts_in_words import DIMENSIONS, Terms, read_terms
from workshopdesk.store import Store
from workshopdesk.ui.reports.lines import Line, Opens
from workshopdesk.ui.reports.shown import said, spoken

_LONGEST = 200
"""More bars than these are no chart; the table has them all."""


@dataclass(frozen=True, slots=True)
class State:
    """``first`` is the head of the rows (a message), ``heads`` the keys and words of columns."""

    table: CrossTable
    title: str
    rule: str
    notes: tuple[str, ...]
    first: str
    heads: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    chart: Chart | None


def read(store: Store, query: Query, progress: Progress) -> State:
    """Count and say it; takes a while over many events. Raises UserError."""
    table = cross_table(store, query, progress=progress)
    with store.read() as reader:
        terms = read_terms(reader)
    words = spoken()
    across = query.columns
    heads = tuple(
        (f"c{n}", terms.label(across, column, words))
        for n, column in enumerate(table.columns)
        if across is not None
    )
    return State(
        table=table,
        title=built_report.title(query, words).main,
        rule=terms.rule(table.count, words),
        notes=tuple(note.main for note in built_report.notes(table, words)),
        first=DIMENSIONS[query.rows],
        heads=heads,
        lines=tuple(_lines(table, terms, heads)),
        chart=_chart(table, terms),
    )


def _chart(table: CrossTable, terms: Terms) -> Chart | None:
    chart = built_report.chart(table, terms, spoken())
    if chart is None or len(chart.bars) > _LONGEST:
        return None
    return replace(chart, title=Words(_("Chart")))


def _lines(table: CrossTable, terms: Terms, heads: tuple[tuple[str, str], ...]) -> list[Line]:
    lines = []
    for at, row in enumerate(table.rows):
        label = terms.label(table.query.rows, row, spoken())
        lines.append(
            _line(table, f"{row}", label, at, (*table.cells[at], table.row_totals[at]), heads)
        )
    sums = (*table.column_totals, table.total)
    return [*lines, replace(_line(table, "total", _("Total"), None, sums, heads), sums=True)]


def _line(
    table: CrossTable,
    key: str,
    label: str,
    at: int | None,
    numbers: tuple[Number, ...],
    heads: tuple[tuple[str, str], ...],
) -> Line:
    texts, opens = {"label": label}, {}
    named = (*heads, ("total", _(N_("Total"))))
    for n, ((name, head), number) in enumerate(zip(named, numbers, strict=True)):
        texts[name] = said(number)
        column = n if n < len(heads) else None
        if number and not isinstance(number, Hidden) and not table.query.sensitive:
            opens[name] = Opens(f"{label} · {head}", *table.at(at, column))
    return Line(key, texts, opens)


def file_name(title: str) -> str:
    """What a file is called, without its ending."""
    return "".join("-" if c in '/\\:*?"<>| ' else c for c in title).strip("-")[:80] or "report"
