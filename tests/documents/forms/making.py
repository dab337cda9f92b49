"""Forms for the tests: as a funder would send them, with everything that can be lost on the way."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
from docx.shared import Mm
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.formatting import rule as formatting_rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from PIL import Image

THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
FIRST, LAST = 12, 14
"""The rows the form leaves for events."""


def logo() -> bytes:
    """A small picture."""
    data = io.BytesIO()
    Image.new("RGB", (60, 30), (20, 60, 140)).save(data, "PNG")
    return data.getvalue()


def workbook() -> openpyxl.Workbook:
    """A funder's quarterly form: figures, a table of events, a chart, a second sheet."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    sheet = book.create_sheet("Report")
    sheet.merge_cells("A1:F1")
    sheet["A1"] = "Quarterly report ບົດລາຍງານ"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A3"], sheet["A4"] = "Programme", "Period"
    sheet.merge_cells("B3:D3")
    sheet["B4"] = "from {{from}} to {{to}}"
    sheet["D4"], sheet["E4"] = "Until", None
    sheet["E4"].number_format = "dd/mm/yyyy"
    sheet["A6"], sheet["B6"], sheet["C6"], sheet["D6"] = "Indicator", "Women", "Men", "Total"
    sheet["A7"], sheet["D7"] = "People trained", "=B7+C7"
    sheet["A8"], sheet["B8"] = "Achieved", None
    sheet["B8"].number_format = "0.0%"
    for n, title in enumerate(("No.", "Event", "First day", "Women", "Men", "All"), 1):
        cell = sheet.cell(11, n, title)
        cell.font, cell.border = Font(bold=True), BOX
        cell.fill = PatternFill("solid", fgColor="DDE6F3")
    for row in range(FIRST, LAST + 1):
        sheet.row_dimensions[row].height = 24
        for column in range(1, 7):
            sheet.cell(row, column).border = BOX
        sheet.cell(row, 3).number_format = "d mmm yyyy"
        sheet.cell(row, 6, f"=D{row}+E{row}")
    sheet["B15"] = "Total"
    for letter in "DEF":
        sheet[f"{letter}15"] = f"=SUM({letter}{FIRST}:{letter}{LAST})"
    sheet["B17"] = "Prepared by"
    sheet["B18"] = "=Report!D15*2"
    sheet["C18"] = "=1+1"
    sheet["D17"].comment = Comment("Sign here", "Funder")
    high = PatternFill(bgColor="FFC7CE")
    rule: Any = formatting_rule
    sheet.conditional_formatting.add(
        f"D{FIRST}:E{LAST}", rule.CellIsRule(operator="greaterThan", formula=["$D$15/2"], fill=high)
    )
    sheet.conditional_formatting.add(
        f"F{FIRST}:F{LAST}", rule.DataBarRule("min", 0, "max", 9, "638EC6")
    )
    kinds = DataValidation(type="list", formula1="Lists!$A$1:$A$3", allow_blank=True)
    kinds.add(f"B{FIRST}:B{LAST}")
    kinds.add("B17")
    sheet.add_data_validation(kinds)
    book.defined_names["Total_women"] = DefinedName("Total_women", attr_text="Report!$D$15")
    book.defined_names["Women"] = DefinedName("Women", attr_text="Report!$D$12:$D$14")
    chart = BarChart()
    series = Reference(sheet, min_col=4, max_col=5, min_row=11, max_row=LAST)
    chart.add_data(series, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=2, min_row=FIRST, max_row=LAST))
    sheet.add_chart(chart, "A20")
    sheet.add_image(SheetImage(io.BytesIO(logo())), "F1")
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "11:11"
    sheet.print_area = "A1:F40"
    sheet.page_setup.orientation = "landscape"
    footer: Any = sheet.oddFooter
    footer.center.text = "Page &P"
    lists = book.create_sheet("Lists")
    for row, word in enumerate(("Training", "Meeting", "Visit"), 1):
        lists.cell(row, 1, word)
    lists["C1"], lists["C2"] = "=Report!D15", "=SUM(Women)"
    lists["C3"] = "=Total_women"
    lists["E1"], lists["F1"], lists["E2"], lists["F2"] = "Key", "Value", "a", 1
    lists.add_table(Table(displayName="Keys", ref="E1:F2"))
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def document() -> bytes:
    """A Word form: a logo in the head, placeholders split over runs, a table to be repeated."""
    made = docx.Document()
    head = made.sections[0].header.paragraphs[0]
    head.add_run().add_picture(io.BytesIO(logo()), width=Mm(20))
    head.add_run(" {{programme}}")
    made.sections[0].footer.paragraphs[0].add_run("Printed {{to}}")
    made.add_heading("Narrative report", 1)
    line = made.add_paragraph("In the period ")
    for piece in ("{{fr", "om", "}}", " to {{", "to}}"):
        line.add_run(piece).bold = True
    line.add_run(" there were ")
    line.add_run("{{indicator:people}}").italic = True
    line.add_run(" people.")
    table = made.add_table(rows=3, cols=3)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, ("Event", "Day", "Women"), strict=True):
        cell.text = text
    for cell, text in zip(
        table.rows[1].cells, ("{{events.title}}", "{{events.day}}", "{{events.women}}"), strict=True
    ):
        cell.text = text
    table.rows[2].cells[0].text = "All"
    made.add_paragraph("Signed")
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The file with its parts changed."""
    held = parts(data)
    change(held)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return out.getvalue()


def canonical(part: bytes) -> bytes:
    """XML without the freedom of how it is written."""
    return bytes(etree.tostring(etree.fromstring(part), method="c14n"))
