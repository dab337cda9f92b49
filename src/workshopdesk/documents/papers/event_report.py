"""The event report: facts, four figures, text, the agenda as held, who came, what was found,
how it was judged, what was learnt, photographs, annexes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from workshopdesk.documents.model import Fact, Words
from workshopdesk.documents.papers import annexes, chrome
from workshopdesk.documents.papers.agenda import draw_day
from workshopdesk.documents.papers.charts import draw_chart, draw_participation
from workshopdesk.documents.papers.chrome import LEFT, RIGHT, Flow
from workshopdesk.documents.papers.findings import draw_groups
from workshopdesk.documents.papers.ink import HAIR, STRONG, U, mm, wrapped
from workshopdesk.documents.papers.text_tables import draw_text_table
from workshopdesk.documents.reports import EventReport, Figure, Section
from workshopdesk.documents.typeset import Document

_FACT_X = mm(57)
_FIGURE = mm(42.5)
_BODY, _LEADING = 11.0, 18.0
_ENGLISH, _ENGLISH_LEADING = 7.6, 12.0
_SIGNERS = mm(48)


def event_report_pages(sheet: EventReport) -> Document:
    """The document of an event report."""
    flow = Flow(sheet)
    pen = flow.open(0)
    support = chrome.support_height(sheet.foot)
    chrome.support_block(pen, sheet.foot, mm(279) - support)
    flow.bottom = mm(276) - support
    flow.y = chrome.head_block(pen, sheet.head) + 2.2 * U
    _facts(flow, sheet.facts)
    _figures(flow, sheet.figures)
    numbers = count(1)
    for section in sheet.sections:
        _section(flow, next(numbers), section)
    if sheet.agenda:
        _agenda(flow, sheet, next(numbers))
    if sheet.participation is not None:
        flow.need(mm(90))
        _heading(flow, next(numbers), sheet.participation.title)
        draw_participation(flow, sheet.participation)
    if sheet.findings is not None:
        flow.need(24 * U)
        _heading(flow, next(numbers), sheet.findings_title)
        draw_groups(flow, sheet.findings)
    _after(flow, sheet, numbers)
    made = flow.close(sheet.head.title.main)
    return made._replace(images={**made.images, **annexes.images_of(sheet.photographs)})


def _after(flow: Flow, sheet: EventReport, numbers: Iterator[int]) -> None:
    """What comes after the event itself."""
    if sheet.evaluation:
        flow.need(24 * U)
        _heading(flow, next(numbers), sheet.evaluation_title)
        for chart in sheet.evaluation:
            draw_chart(flow, chart)
    if sheet.lessons is not None:
        _section(flow, next(numbers), sheet.lessons)
    _signers(flow, sheet)
    if sheet.photographs:
        flow.need(mm(90))
        _heading(flow, next(numbers), sheet.photographs_title)
        annexes.draw_photographs(flow, sheet.photographs)
    if sheet.annexes is not None:
        flow.turn()
        _heading(flow, next(numbers), sheet.annexes.title)
        annexes.draw_annexes(flow, sheet.annexes)


def _section(flow: Flow, number: int, section: Section) -> None:
    _heading(flow, number, section.title)
    for words in section.paragraphs:
        _paragraph(flow, words)
    for table in section.tables:
        draw_text_table(flow, table)
    for chart in section.charts:
        draw_chart(flow, chart)


def _facts(flow: Flow, facts: tuple[Fact, ...]) -> None:
    flow.pen.level(LEFT, RIGHT, flow.y, STRONG)
    for n, fact in enumerate(facts, 1):
        room = RIGHT - _FACT_X - mm(1.5)
        lines = wrapped(fact.text.main, 10, 400, room, fact.text.keep)
        under = wrapped(fact.text.under, 7, 400, room) if fact.text.under else []
        base = flow.y + mm(4.2)
        label_under = 1.2 * U if fact.label.under else 0
        flow.pen.pair(LEFT + mm(1.5), base, fact.label, (9.5, 7), 1.2 * U, (600, 400))
        after = flow.pen.lines(_FACT_X, base, lines, 10, 1.9 * U) - 1.9 * U
        end = flow.pen.lines(_FACT_X, after + 1.2 * U, under, 7, 1.2 * U) - 1.2 * U
        flow.y = max(end, base + label_under) + mm(2.15)
        flow.pen.level(LEFT, RIGHT, flow.y, STRONG if n == len(facts) else HAIR)


def _figures(flow: Flow, figures: tuple[Figure, ...]) -> None:
    top = flow.y + 2.3 * U
    both = any(figure.label.under for figure in figures)
    height = mm(18.5) + (mm(6) if both else 0)
    room = _FIGURE - mm(6)
    for n, figure in enumerate(figures):
        x = LEFT + n * _FIGURE + (mm(4) if n else 0)
        if n:
            flow.pen.upright(LEFT + n * _FIGURE, top, top + height)
        flow.pen.text(x, top + mm(8.4), figure.value, 28, 600, room=room)
        flow.pen.pair(x, top + mm(13.4), figure.label, (9.5, 7), mm(3.2), (500, 400), room=room)
        base = top + mm(17.6) + (mm(3) if both else 0)
        flow.pen.pair(x, base, figure.note, (8.5, 7), mm(3.2), room=room)
    flow.y = top + height


def _heading(flow: Flow, number: int, title: Words) -> None:
    flow.need(8 * U)
    if flow.y > chrome.TOP:
        flow.y += 1.6 * U
    flow.y += 2 * U
    text = Words(f"{number} {title.main}", title.under)
    flow.pen.beside(LEFT, flow.y, text, (13, 8.6), (700, 400))
    flow.y += 0.2 * U


def _paragraph(flow: Flow, words: Words) -> None:
    _lines(flow, words.main, _BODY, _LEADING, words.keep)
    if words.under:
        flow.y -= 0.2 * U
        _lines(flow, words.under, _ENGLISH, _ENGLISH_LEADING, words.keep)
    flow.y += 0.7 * U


def _lines(flow: Flow, text: str, size: float, leading: float, keep: tuple[str, ...] = ()) -> None:
    for line in wrapped(text, size, 400, RIGHT - LEFT, keep):
        flow.need(leading)
        flow.y += leading
        flow.pen.text(LEFT, flow.y, line, size)


def _agenda(flow: Flow, sheet: EventReport, number: int) -> None:
    flow.need(mm(60))
    _heading(flow, number, sheet.agenda_title)
    for day in sheet.agenda:
        flow.need(mm(40))
        flow.y += 2.8 * U
        draw_day(flow, day, sheet.agenda_headings)


def _signers(flow: Flow, sheet: EventReport) -> None:
    if not sheet.signers:
        return
    flow.need(_SIGNERS)
    flow.y += mm(12)
    step = (RIGHT - LEFT) / len(sheet.signers)
    for n, signer in enumerate(sheet.signers):
        x = LEFT + step * (n + 0.5)
        room = min(step - mm(6), mm(80))
        chrome.signature(flow.pen, signer, x, flow.y + mm(5), room, mm(30))
    flow.y += mm(40)
