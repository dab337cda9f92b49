"""A workbook's package as sheets of cells; hides where Excel keeps texts, styles and names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from workshopdesk.documents.forms.package import Package
from workshopdesk.documents.forms.references import split_cell
from workshopdesk.documents.forms.xml import Element
from workshopdesk.i18n import _

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_KEY = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_CELLS = 400_000


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell's format means for what is filled in."""

    dated: bool = False
    percent: bool = False
    framed: bool = False
    bold: bool = False
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A worksheet: its name, its part, whether it is hidden."""

    name: str
    part: str
    hidden: bool


class Book:
    """Reading and changing a workbook's cells."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = self._workbook()
        self.root = package.tree(self.part)
        self.pages = self._pages()
        if not self.pages:
            raise package.refused(_("It has no sheet."))
        self._rows: dict[str, dict[int, Element]] = {}

    def _workbook(self) -> str:
        found = list(self.package.related("", "officeDocument").values())
        if not found:
            raise self.package.damaged()
        return found[0]

    def _pages(self) -> tuple[Page, ...]:
        parts = self.package.related(self.part, "worksheet")
        return tuple(
            Page(
                str(sheet.get("name")), parts[str(sheet.get(_KEY))],
                sheet.get("state", "visible") != "visible",
            )
            for sheet in self.root.iterfind(f"{MAIN}sheets/{MAIN}sheet")
            if sheet.get(_KEY) in parts
        )  # fmt: skip

    def page(self, name: str) -> Page:
        """The sheet of a name. Raises UserError."""
        for page in self.pages:
            if page.name == name:
                return page
        raise self.package.refused(_("It has no sheet %(name)s.") % {"name": name})

    # Cells

    def rows(self, page: Page) -> dict[int, Element]:
        """The rows of a sheet that its file has, by number."""
        if page.name not in self._rows:
            data = self.package.tree(page.part).find(f"{MAIN}sheetData")
            if data is None:
                raise self.package.damaged()
            self._rows[page.name] = self._numbered(data)
        return self._rows[page.name]

    def forget(self, page: Page) -> None:
        """The rows of a sheet were renumbered."""
        self._rows.pop(page.name, None)

    def _numbered(self, data: Element) -> dict[int, Element]:
        """Rows and cells may leave out their numbers: they are written down, once for all."""
        found: dict[int, Element] = {}
        number = cells = 0
        try:
            for row in data.iterfind(f"{MAIN}row"):
                number = int(row.get("r") or number + 1)
                row.set("r", str(number))
                found[number] = row
                column = 0
                for cell in row.iterfind(f"{MAIN}c"):
                    name = cell.get("r")
                    column = split_cell(name)[1] if name else column + 1
                    cells += 1
            if cells > _MOST_CELLS:
                raise self.package.refused(_("It is far larger than any form."))
        except ValueError:
            raise self.package.damaged() from None
        return found

    def cells(self, page: Page) -> Iterator[tuple[int, int, Element]]:
        """Every cell a sheet's file has: row, column, element."""
        for number, row in self.rows(page).items():
            column = 0
            for cell in row.iterfind(f"{MAIN}c"):
                name = cell.get("r")
                column = split_cell(name)[1] if name else column + 1
                yield number, column, cell

    def text(self, cell: Element) -> str:
        """What a cell holds, as it is stored; a formula's last result."""
        value = cell.findtext(f"{MAIN}v") or ""
        if cell.get("t") == "s":
            number = int(value) if value.isdigit() else -1
            return self._shared[number] if 0 <= number < len(self._shared) else ""
        if cell.get("t") == "inlineStr":
            return _texts(cell.find(f"{MAIN}is"))
        return value

    @cached_property
    def _shared(self) -> list[str]:
        part = next(iter(self.package.related(self.part, "sharedStrings").values()), "")
        if not part:
            return []
        return [_texts(one) for one in self.package.tree(part).iterfind(f"{MAIN}si")]

    # Styles

    @cached_property
    def _styles_part(self) -> str:
        return next(iter(self.package.related(self.part, "styles").values()), "")

    @cached_property
    def styles(self) -> list[Style]:
        """The formats cells refer to by number."""
        if not self._styles_part:
            return [Style()]
        root = self.package.tree(self._styles_part)
        formats: dict[int, str] = dict(BUILTIN_FORMATS)
        for one in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt"):
            formats[int(one.get("numFmtId", "0"))] = str(one.get("formatCode"))
        bold = [f.find(f"{MAIN}b") is not None for f in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
        frames = [
            any(side.get("style", "none") != "none" for side in border)
            for border in root.iterfind(f"{MAIN}borders/{MAIN}border")
        ]
        grounds = [_ground(fill) for fill in root.iterfind(f"{MAIN}fills/{MAIN}fill")]
        return [
            _style(one, formats, bold, frames, grounds)
            for one in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")
        ] or [Style()]

    def style(self, cell: Element | None) -> Style:
        """The format of a cell."""
        number = 0 if cell is None else int(cell.get("s") or 0)
        return self.styles[number] if number < len(self.styles) else Style()

    def dated_like(self, number: int) -> int:
        """A format like another, for a date: Excel's own short date, which follows the reader."""
        root = self.package.change(self._styles_part)
        formats = root.find(f"{MAIN}cellXfs")
        assert formats is not None
        known = list(formats)
        made = known[number].__copy__()
        made.set("numFmtId", "14")
        made.set("applyNumberFormat", "1")
        formats.append(made)
        formats.set("count", str(len(known) + 1))
        del self.styles
        return len(known)

    @cached_property
    def since_1904(self) -> bool:
        """Whether days are counted from 1904, as old Macs did."""
        properties = self.root.find(f"{MAIN}workbookPr")
        return properties is not None and properties.get("date1904", "0") in ("1", "true")


def _texts(of: Element | None) -> str:
    """The text of a string, in one or several runs, without how it is said in kana."""
    if of is None:
        return ""
    runs = [*of.iterfind(f"{MAIN}t"), *of.iterfind(f"{MAIN}r/{MAIN}t")]
    return "".join(run.text or "" for run in runs)


def _ground(fill: Element) -> str:
    """The colour a cell is filled with, "" where it follows the theme or is none."""
    colour = fill.find(f"{MAIN}patternFill/{MAIN}fgColor")
    said = "" if colour is None else colour.get("rgb", "")
    return f"#{said[-6:]}" if len(said) in (6, 8) else ""


def _style(
    one: Element,
    formats: dict[int, str],
    bold: list[bool],
    frames: list[bool],
    grounds: list[str],
) -> Style:
    format = formats.get(int(one.get("numFmtId", "0")), "General")

    def of(known: list[bool], name: str) -> bool:
        number = int(one.get(name, "0"))
        return number < len(known) and known[number]

    fill = int(one.get("fillId", "0"))
    return Style(
        is_date_format(format), "%" in format, of(frames, "borderId"), of(bold, "fontId"),
        grounds[fill] if fill < len(grounds) else "",
    )  # fmt: skip
