"""Native bar charts beside the tables of a summary: women dark, men light, one scale for all."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import NumFmt
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.legend import Legend
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.worksheet.worksheet import Worksheet

from workshopdesk.documents.charts import INKS, OUTLINE, axis_end
from workshopdesk.documents.workbook.book import FACE

_GRID = "D9D9D9"
_WIDTH_CM = 12
_ROW_CM = 0.706
_COLUMN = "J"
_LABELS = 3
_WOMEN = 4
_SERIES = tuple((n, ink.fill.removeprefix("#")) for n, ink in enumerate(INKS))
_LINE = OUTLINE.removeprefix("#")

_ABOVE_CM, _BELOW_CM = 1.85, 0.7
"""What title and legend take above the bars, and the numbers of the axis below them."""


@dataclass(frozen=True, slots=True)
class BarsOf:
    """The table a chart stands beside: its title, the row of its head, how many rows."""

    title: str
    head: int
    rows: int


def add_charts(ws: Worksheet, tables: list[BarsOf], longest: int, *, not_said: bool) -> None:
    """One chart a table; the axis of all ends at the next round number after ``longest``.

    Without ``not_said`` there are no bars for people whose sex is unknown.
    """
    end = axis_end(longest)
    shown = _SERIES if not_said else _SERIES[:2]
    for table in tables:
        ws.add_chart(_chart(ws, table, end, shown), f"{_COLUMN}{table.head}")


def _chart(ws: Worksheet, table: BarsOf, end: int, shown: tuple[tuple[int, str], ...]) -> BarChart:
    chart = BarChart(barDir="bar", grouping="stacked", overlap=100, gapWidth=60)
    first, last = table.head + 1, table.head + table.rows
    for offset, colour in shown:
        column = _WOMEN + offset
        values = Reference(ws, min_col=column, min_row=first, max_row=last)
        heading = str(ws.cell(row=table.head, column=column).value).replace("\n", " ")
        series = SeriesFactory(values, title=heading)
        series.graphicalProperties = GraphicalProperties(
            solidFill=colour, ln=LineProperties(solidFill=_LINE, w=6350)
        )
        chart.series.append(series)
    chart.set_categories(Reference(ws, min_col=_LABELS, min_row=first, max_row=last))
    chart.title = _title(table.title)
    chart.legend = Legend(legendPos="t", txPr=_rich(800))
    chart.width, chart.height = _WIDTH_CM, max(_ROW_CM * (table.rows + 3), 4.5)
    chart.layout = _plot(chart.height)
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    _axes(chart, end)
    return chart


def _plot(height: float) -> Layout:
    """The same width for the bars in every chart, so that equal bars are equal numbers."""
    room = ManualLayout(
        layoutTarget="inner",
        xMode="edge",
        yMode="edge",
        x=0.4,
        y=_ABOVE_CM / height,
        w=0.57,
        h=(height - _ABOVE_CM - _BELOW_CM) / height,
    )
    return Layout(manualLayout=room)


def _title(text: str) -> Title:
    run = RegularTextRun(rPr=_type(1000, bold=True), t=text)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_type(1000, bold=True)), r=[run])
    rich = RichText(bodyPr=RichTextProperties(), p=[paragraph])
    return Title(tx=Text(rich=rich), overlay=False)


def _axes(chart: BarChart, end: int) -> None:
    chart.x_axis.tickLblSkip = 1
    chart.y_axis.numFmt = NumFmt(formatCode="#,##0", sourceLinked=False)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr = chart.y_axis.txPr = _rich(800)
    chart.x_axis.majorTickMark = chart.y_axis.majorTickMark = "none"
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, end
    chart.y_axis.crosses = "max"
    grid = GraphicalProperties(ln=LineProperties(solidFill=_GRID, w=6350))
    chart.y_axis.majorGridlines = ChartLines(spPr=grid)
    chart.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))


def _type(size: int, *, bold: bool = False) -> CharacterProperties:
    face = Font(typeface=FACE)
    return CharacterProperties(sz=size, b=bold, latin=face, cs=face, ea=face)


def _rich(size: int) -> RichText:
    return RichText(
        bodyPr=RichTextProperties(),
        p=[Paragraph(pPr=ParagraphProperties(defRPr=_type(size)), endParaRPr=_type(size))],
    )
