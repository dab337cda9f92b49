"""A table somebody built, as a paper, a workbook or a list of values; with chart and rule."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

from workshopdesk import documents
from workshopdesk.documents import model as m
from workshopdesk.documents import reports
from workshopdesk.documents.charts import Bar, Chart
from workshopdesk.documents.tables import BuiltBook, TextColumn, TextRow, TextTable
from workshopdesk.domain.counting import Dimension, Unit
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.domain.small_cells import Hidden
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.services.cross_table import CrossTable, Number, Query, cross_table
from workshopdesk.services.papers import write_whole
from workshopdesk.services.papers.agenda import agenda_headings
from workshopdesk.services.papers.counts_in_words import DIMENSIONS, ONCE, UNITS, Terms, read_terms
from workshopdesk.services.papers.facts import read_facts
from workshopdesk.services.papers.heads import footing, letterhead, signer
from workshopdesk.services.papers.wording import Wording, dates, number
from workshopdesk.services.period import PEOPLE
from workshopdesk.store import Reader, Store

SUFFIXES = (".pdf", ".xlsx", ".csv")
_WIDEST = 8
"""More columns than these are too narrow on a page: the workbook has them all."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_built(
    store: Store, query: Query, name: str, path: Path, *, progress: Progress | None = None
) -> Path:
    """Count the table and write it as .pdf, .xlsx or .csv. Raises UserError."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(
            _("A table is a file that ends in .pdf, .xlsx or .csv"), _("Choose such a name.")
        )
    table = cross_table(store, query, progress=progress)
    words = Wording("lo-en")
    with store.read() as reader:
        terms = read_terms(reader)
        if suffix == ".csv":
            return write_whole(path, values(table, terms))
        if suffix == ".xlsx":
            return write_whole(path, documents.render_xlsx(built_book(table, terms, name, words)))
        paper = built_report(reader, table, terms, name, words)
    return write_whole(path, documents.render_pdf(paper, progress=progress or Silent()))


def title(query: Query, words: Wording) -> m.Words:
    """ "persons: Province × Sex"."""

    def line(lang: str) -> str:
        said = Wording("en" if lang == "en" else "lo")
        by = " × ".join(said.line(DIMENSIONS[d]) for d in query.dimensions)
        return f"{said.line(UNITS[query.count.unit])}: {by}"

    return words.each(line)


def text_table(table: CrossTable, terms: Terms, words: Wording) -> TextTable:
    """The table with its sums, each of which was counted and not added up."""
    query = table.query
    heads = [
        terms.labelled(query.columns, c, words) for c in table.columns if query.columns is not None
    ]
    total = words.say(N_("Total"))
    each = 100 / max(len(heads) + 1, 4)
    columns = (
        TextColumn(words.say(DIMENSIONS[query.rows]), 60),
        *(TextColumn(head, each, True) for head in (*heads, total)),
    )
    rows = [
        TextRow(
            (
                terms.labelled(query.rows, row, words),
                *(_shown(n, words) for n in (*table.cells[at], table.row_totals[at])),
            )
        )
        for at, row in enumerate(table.rows)
    ]
    sums = (*table.column_totals, table.total)
    rows.append(TextRow((total, *(_shown(n, words) for n in sums)), lead=True))
    return TextTable(columns, tuple(rows), notes=tuple(notes(table, words)))


def notes(table: CrossTable, words: Wording) -> list[m.Words]:
    """What has to be said so that nobody adds up what must not be."""
    said = [words.say(N_("Every total is counted anew, never added up."))]
    if table.query.count.unit in ONCE:
        said = [words.say(N_("Each is counted once; under each value once."))]
        if table.overlapping:
            said.append(
                words.say(N_("One may stand under several values, so parts may exceed the total."))
            )
    if table.withheld:
        said.append(words.say(N_("too few people to be told")))
    elif table.query.sensitive:
        said.append(words.say(N_("Fewer than five are shown as <5; … hides what would tell them.")))
    return said


def chart(table: CrossTable, terms: Terms, words: Wording) -> Chart | None:
    """Bars of the rows; stacked by sex, since of all columns only sexes make the sum."""
    query = table.query
    if not table.rows or any(isinstance(n, Hidden) for n in table.row_totals):
        return None
    stacked = query.columns is Dimension.SEX and query.count.unit in PEOPLE
    stacked = stacked and not any(isinstance(n, Hidden) for row in table.cells for n in row)
    series: tuple[m.Words, ...] = (words.say(UNITS[query.count.unit]),)
    if stacked:
        series = tuple(terms.labelled(Dimension.SEX, c, words) for c in table.columns)
    halves = query.count.unit is Unit.PERSON_DAY
    bars = []
    for at, row in enumerate(table.rows):
        counts = table.cells[at] if stacked else (table.row_totals[at],)
        told = tuple(int(float(n) * (2 if halves else 1)) for n in counts)
        bars.append(Bar(terms.labelled(query.rows, row, words), told))
    note = words.say(N_("half-days")) if halves else m.Words("")
    return Chart(title(query, words), series, tuple(bars), note)


def built_report(
    reader: Reader, table: CrossTable, terms: Terms, name: str, words: Wording
) -> reports.EventReport:
    """The paper: its rule, the table, the chart. Raises UserError when the scope has no event."""
    scope = table.query.scope
    within = reader.facts(table.count.scope).within(table.count.scope)
    if not within:
        raise UserError(
            _("There is no event in this period"),
            _("Choose other days, another programme or another funder."),
        )
    first = read_facts(reader, within[0].code)
    heading = m.Words(canonical(name)) if name else title(table.query, words)
    head = letterhead(first, words, heading, details=())
    period = words.each(lambda lang: dates(scope.first_day, scope.last_day, lang))
    head = replace(head, event=period, number=words.line(N_("No. %(number)s"), number="........"))
    foot = replace(footing(first, words, heading), running=f"{heading.main} · {period.main}")
    rule = words.each(lambda lang: terms.rule(table.count, Wording("en" if lang == "en" else "lo")))
    drawn = chart(table, terms, words)
    if len(table.columns) > _WIDEST:
        raise UserError(
            _("%(n)d columns do not fit on a page") % {"n": len(table.columns)},
            _("Save it for Excel, or choose other columns."),
        )
    return reports.EventReport(
        language=words.language,
        head=head,
        foot=foot,
        dated=scope.last_day,
        facts=(
            m.Fact(words.say(N_("Period")), period),
            m.Fact(words.say(N_("What counts")), rule),
        ),
        figures=(),
        sections=(
            reports.Section(
                title(table.query, words),
                (),
                (text_table(table, terms, words),),
                (drawn,) if drawn is not None else (),
            ),
        ),
        agenda_title=m.Words(""),
        agenda_headings=agenda_headings(words),
        agenda=(),
        participation=None,
        findings_title=m.Words(""),
        findings=None,
        signers=(signer(words, N_("Compiled by")),),
    )


def built_book(table: CrossTable, terms: Terms, name: str, words: Wording) -> BuiltBook:
    """The same for Excel, with numbers as numbers."""
    query, scope = table.query, table.query.scope
    heading = m.Words(canonical(name)) if name else title(query, words)
    period = words.each(lambda lang: dates(scope.first_day, scope.last_day, lang))
    rule = words.each(lambda lang: terms.rule(table.count, Wording("en" if lang == "en" else "lo")))
    heads = [
        terms.labelled(query.columns, c, words) for c in table.columns if query.columns is not None
    ]
    drawn = chart(table, terms, words)
    return BuiltBook(
        title=heading,
        lines=(title(query, words), period, rule),
        headings=(words.say(DIMENSIONS[query.rows]), *heads, words.say(N_("Total"))),
        rows=tuple(
            (terms.labelled(query.rows, row, words), (*table.cells[at], table.row_totals[at]))
            for at, row in enumerate(table.rows)
        ),
        total=(words.say(N_("Total")), (*table.column_totals, table.total)),
        notes=tuple(notes(table, words)),
        stacked=drawn is not None and len(drawn.series) > 1,
        drawn=drawn is not None,
        page=words.line(N_("Page {page}/{pages}")),
        dated=scope.last_day,
    )


def values(table: CrossTable, terms: Terms) -> bytes:
    """Codes, words and numbers, one line a cell, for other programs (UTF-8 with its mark)."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    query = table.query
    across = query.columns
    heads = [str(query.rows), f"{query.rows}_name"]
    heads += [str(across), f"{across}_name"] if across is not None else []
    writer.writerow([*heads, str(query.count.unit)])
    english = Wording("en")
    for at, row in enumerate(table.rows):
        own = [row or "", terms.label(query.rows, row, english)]
        for column, n in zip(table.columns, table.cells[at], strict=True):
            assert across is not None
            told = [column or "", terms.label(across, column, english)]
            writer.writerow([_safe(text) for text in (*own, *told)] + [_plain(n)])
        if across is None:
            writer.writerow([_safe(text) for text in own] + [_plain(table.row_totals[at])])
    return out.getvalue().encode("utf-8-sig")


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain(n: Number) -> str:
    return str(n) if isinstance(n, Hidden) else f"{n:g}" if n != int(n) else str(int(n))


def _shown(n: Number, words: Wording) -> m.Words:
    if isinstance(n, Hidden):
        return m.Words(str(n))
    return m.Words(number(int(n) if n == int(n) else f"{n}", words.main))
