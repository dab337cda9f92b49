"""A Word form: its paragraphs and tables told as rows and cells, its placeholders filled in.

Hides runs (a placeholder typed in one go may be stored in five pieces) and where text lies:
the body, page heads and feet, notes, text boxes. Pictures, styles and page set-up stay parts
and elements of the file as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from workshopdesk.documents.forms import xml
from workshopdesk.documents.forms.package import Package
from workshopdesk.documents.forms.plan import Change, Plan
from workshopdesk.documents.forms.writing import plain
from workshopdesk.documents.forms.xml import Element
from workshopdesk.domain.forms import TOKEN, Cell, FormKind, Holds, Layout, Sheet
from workshopdesk.domain.progress import Progress

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "body"
_PARTS = ("header", "footer", "footnotes", "endnotes")
_WRAPPERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"})
_WIDE, _PIXELS = 640, 15


def read(package: Package) -> Layout:
    """What stands in a document: a sheet for the body, one for each head and foot that has text."""
    sheets = []
    for name, part in parts(package).items():
        cells = [cell for _element, cell in _cells(_story(package.tree(part)))]
        if name == BODY or any(cell.text for cell in cells):
            columns = max((cell.column + cell.columns - 1 for cell in cells), default=1)
            widths = (max(_WIDE // columns, 60),) * columns
            sheets.append(Sheet(name, tuple(cells), widths))
    return Layout(FormKind.WORD, tuple(sheets))


def parts(package: Package) -> dict[str, str]:
    """The parts that hold text, by the name their sheet has."""
    main = next(iter(package.related("", "officeDocument").values()), "")
    if not main:
        raise package.damaged()
    found = {BODY: main}
    for kind in _PARTS:
        for number, part in enumerate(sorted(package.related(main, kind).values()), 1):
            found[f"{kind}{number}"] = part
    return found


def _story(root: Element) -> Element:
    body = root.find(f"{W}body")
    return root if body is None else body


def _blocks(of: Element) -> Iterator[Element]:
    """Paragraphs and tables in their order, those inside content controls too."""
    for child in of:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _WRAPPERS or child.tag in (f"{W}footnote", f"{W}endnote"):
            yield from _blocks(child)


def _rows_of(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _rows_of(child)


def _cells_of(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cells_of(child)


def _cells(story: Element) -> Iterator[tuple[Element, Cell]]:
    """Every paragraph and table cell with where it stands."""
    blocks = list(_blocks(story))
    widest = max((_columns(row) for b in blocks for row in _rows_of(b)), default=1)
    number = 0
    for block in blocks:
        if block.tag == f"{W}p":
            number += 1
            if said := text_of(block).strip():
                yield block, Cell(number, 1, said, Holds.TEXT, 1, widest, _is_bold(block))
            continue
        for row in _rows_of(block):
            number += 1
            column = 1
            for cell in _cells_of(row):
                columns = _span(cell)
                if not _continued(cell):
                    said = "\n".join(text_of(p) for p in _own(cell)).strip()
                    holds = Holds.TEXT if said else Holds.NOTHING
                    yield cell, Cell(number, column, said, holds, 1, columns, framed=True)
                column += columns
    # Text boxes hang on a paragraph: their placeholders are told after all else.
    for paragraph in story.iter(f"{W}p"):
        if _in_box(paragraph) and TOKEN.search(text_of(paragraph)):
            number += 1
            yield paragraph, Cell(number, 1, text_of(paragraph), Holds.TEXT, 1, widest)


def _in_box(paragraph: Element) -> bool:
    """In a text box; of its two copies (a newer and an older way to draw it) the first."""
    around = {str(a.tag).rpartition("}")[2] for a in paragraph.iterancestors()}
    return "txbxContent" in around and "Fallback" not in around


def _own(cell: Element) -> list[Element]:
    """The paragraphs of a cell, those of tables in it too, those of text boxes not."""
    return [p for p in cell.iter(f"{W}p") if not _boxed(p)]


def _boxed(paragraph: Element) -> bool:
    return any(str(a.tag).endswith("}txbxContent") for a in paragraph.iterancestors())


def _columns(row: Element) -> int:
    return sum(_span(cell) for cell in _cells_of(row))


def _span(cell: Element) -> int:
    said = cell.find(f"{W}tcPr/{W}gridSpan")
    number = "1" if said is None else said.get(f"{W}val", "1")
    return max(min(int(number) if number.isdigit() else 1, 64), 1)


def _continued(cell: Element) -> bool:
    """Whether a cell goes on from the one above it."""
    said = cell.find(f"{W}tcPr/{W}vMerge")
    return said is not None and said.get(f"{W}val", "continue") == "continue"


def _is_bold(paragraph: Element) -> bool:
    return paragraph.find(f"{W}r/{W}rPr/{W}b") is not None


def _texts(paragraph: Element) -> list[Element]:
    """The pieces of text of a paragraph itself, not of a text box that hangs on it."""
    found = []
    for text in paragraph.iter(f"{W}t"):
        owner = next((a for a in text.iterancestors(f"{W}p")), None)
        if owner is paragraph:
            found.append(text)
    return found


def text_of(paragraph: Element) -> str:
    """What a paragraph says."""
    return "".join(text.text or "" for text in _texts(paragraph))


# Filling in


def fill(package: Package, plan: Plan, said: Mapping[str, str], progress: Progress) -> bytes:
    """The document filled in. ``said`` are the texts of placeholders that stand for one value."""
    rows = {(g.sheet, g.top): g.count + 1 for g in plan.grown}
    for name, part in parts(package).items():
        changes = [c for c in plan.changes if c.place.sheet == name]
        there = any(token in text_of(p) for token in said
                    for p in package.tree(part).iter(f"{W}p"))  # fmt: skip
        if changes or there:
            root = package.change(part)
            _fill_story(_story(root), changes, {r: n for (s, r), n in rows.items() if s == name})
            for paragraph in list(root.iter(f"{W}p")):
                for token, text in said.items():
                    replace_in(paragraph, token, text)
        progress.step(0, 1)
    return package.packed()


def _fill_story(story: Element, changes: Sequence[Change], repeated: dict[int, int]) -> None:
    """Rows are repeated first, so that every change finds its cell by its place."""
    for element, cell in list(_cells(story)):
        if cell.row in repeated and element.tag == f"{W}tc":
            _repeat(element, repeated.pop(cell.row) - 1)
    held = {(c.row, c.column): element for element, c in _cells(story)}
    for change in changes:
        found = held.get((change.place.row, change.place.column))
        if found is not None:
            _put(found, change)


def _repeat(cell: Element, times: int) -> None:
    row = next(cell.iterancestors(f"{W}tr"))
    for _n in range(times):
        made = deepcopy(row)
        for one in [*made.iter(f"{W}bookmarkStart"), *made.iter(f"{W}bookmarkEnd")]:
            parent = one.getparent()
            if parent is not None:
                parent.remove(one)  # a bookmark is in one place
        row.addnext(made)


def _put(element: Element, change: Change) -> None:
    """Write a cell's new text: over its placeholders, or into an empty cell in its own letters."""
    new = str(change.new)
    paragraphs = [element] if element.tag == f"{W}p" else list(element.iter(f"{W}p"))
    if not change.mark.token:
        if paragraphs:
            set_text(paragraphs[0], new)
        return
    for paragraph in paragraphs:
        for token, text in change.pieces:
            replace_in(paragraph, token, text)


def set_text(paragraph: Element, text: str) -> None:
    """Make a paragraph say something, in the letters it has."""
    pieces = _texts(paragraph)
    if pieces:
        _write(pieces[0], text)
        for rest in pieces[1:]:
            rest.text = ""
        return
    run = xml.child(paragraph, f"{W}r")
    letters = paragraph.find(f"{W}pPr/{W}rPr")
    if letters is not None:
        run.append(deepcopy(letters))
    _write(xml.child(run, f"{W}t"), text)


def replace_in(paragraph: Element, token: str, text: str) -> None:
    """Replace a placeholder however many pieces it is stored in; its first letter's look stays."""
    while True:
        pieces = _texts(paragraph)
        whole = "".join(piece.text or "" for piece in pieces)
        start = whole.find(token)
        if start < 0:
            return
        end, at, first = start + len(token), 0, True
        for piece in pieces:
            said = piece.text or ""
            begin, finish = max(start - at, 0), min(end - at, len(said))
            at += len(said)
            if begin >= finish:
                continue
            new = said[:begin] + (text if first else "") + said[finish:]
            first = False
            _write(piece, new)
        if token in text:
            return


def _write(piece: Element, text: str) -> None:
    """Text into a piece; line breaks become breaks."""
    lines = plain(text).split("\n")
    piece.text = lines[0]
    piece.set(xml.SPACE, "preserve")
    at = piece
    for line in lines[1:]:
        broken = xml.new(f"{W}br")
        at.addnext(broken)
        at = xml.new(f"{W}t")
        at.text = line
        at.set(xml.SPACE, "preserve")
        broken.addnext(at)
