"""A table somebody built, as Excel: numbers as numbers, its rule, a native chart."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workshopdesk.documents.charts import INKS, OUTLINE
from workshopdesk.documents.tables import BuiltBook
from workshopdesk.documents.workbook import book as wb

_FIRST = 1


def built_xlsx(sheet: BuiltBook) -> bytes:
    """One sheet: title, what was asked, the table, what is to be known of it, the chart."""
    book = wb.new_book("WorkshopDesk", sheet.title.main)
    ws = wb.add_sheet(book, sheet.title.main)
    wb.put(ws, 1, _FIRST, sheet.title.main, size=16, bold=True)
    wb.put(ws, 2, _FIRST, sheet.title.under, bold=True)
    for row, words in enumerate(sheet.lines, 3):
        wb.put(ws, row, _FIRST, " · ".join(filter(None, (words.main, words.under))))
    head = 4 + len(sheet.lines)
    _head(ws, head, sheet)
    last = head
    for last, (label, numbers) in enumerate((*sheet.rows, sheet.total), head + 1):
        bold = last == head + len(sheet.rows) + 1
        wb.put(ws, last, _FIRST, wb.both(label), bold=bold, wrap=True)
        for column, number in enumerate(numbers, _FIRST + 1):
            heavy = bold or column == len(sheet.headings)
            cell = wb.put(ws, last, column, number, bold=heavy, align="right")
            if not isinstance(number, str):
                whole = float(number).is_integer()
                cell.number_format = wb.NUMBER_FORMAT if whole else wb.HALVES_FORMAT
        ws.row_dimensions[last].height = wb.HEAD_HEIGHT if label.under else wb.ROW_HEIGHT
        wb.rule(ws, last, _FIRST, len(sheet.headings), wb.THIN if bold else None, wb.HAIR)
    for row, words in enumerate(sheet.notes, last + 2):
        wb.put(ws, row, _FIRST, " · ".join(filter(None, (words.main, words.under))))
    if sheet.drawn and sheet.rows:
        _chart(ws, sheet, head)
    ws.freeze_panes = f"B{head + 1}"
    ws.sheet_view.showGridLines = False
    wb.set_up_print(ws, page=sheet.page, landscape=True, footer=sheet.title.main)
    return wb.finish(book, sheet.dated, {})


def _head(ws: Worksheet, head: int, sheet: BuiltBook) -> None:
    ws.column_dimensions["A"].width = 38
    for column, words in enumerate(sheet.headings, _FIRST):
        side = "left" if column == _FIRST else "right"
        cell = wb.put(ws, head, column, wb.both(words), bold=True, align=side, wrap=True)
        cell.fill = wb.TINT
        if column > _FIRST:
            ws.column_dimensions[get_column_letter(column)].width = 15
    ws.row_dimensions[head].height = wb.HEAD_HEIGHT
    wb.rule(ws, head, _FIRST, len(sheet.headings), wb.THIN, wb.THIN)


def _chart(ws: Worksheet, sheet: BuiltBook, head: int) -> None:
    """Beside the table: sums, or where the columns make them, the columns stacked."""
    last = len(sheet.headings)
    chart = BarChart(barDir="bar", grouping="stacked", overlap=100, gapWidth=60)
    columns = range(_FIRST + 1, last) if sheet.stacked else (last,)
    end = head + len(sheet.rows)
    for n, column in enumerate(columns):
        values = Reference(ws, min_col=column, min_row=head + 1, max_row=end)
        heading = wb.both(sheet.headings[column - 1]).replace("\n", " ")
        series = SeriesFactory(values, title=heading)
        series.graphicalProperties = GraphicalProperties(
            solidFill=INKS[n % len(INKS)].fill.lstrip("#"),
            ln=LineProperties(solidFill=OUTLINE.lstrip("#"), w=6350),
        )
        chart.series.append(series)
    chart.set_categories(Reference(ws, min_col=_FIRST, min_row=head + 1, max_row=end))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    chart.legend = chart.legend if sheet.stacked else None
    chart.width, chart.height = 16, max(1.0 * len(sheet.rows) + 3, 6)
    ws.add_chart(chart, f"{get_column_letter(last + 2)}{head}")
