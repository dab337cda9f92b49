"""Tags: what on a page is a heading, a paragraph, a table, for programs that read aloud.

Hides the structure tree (PDF 1.7, 14.7-14.8). An element is written as soon as it is complete, so
that only its number is remembered.
"""

from __future__ import annotations

from workshopdesk.documents.typeset.model import Role
from workshopdesk.documents.typeset.pdffile import Entries, PdfFile, reference, text_string

_COLUMN_HEADING = "<</O/Table/Scope/Column>>"


class Element:
    """A tag being filled: its number in the file, its role, what it holds so far."""

    def __init__(self, number: int, role: Role, parent: int, alt: str) -> None:
        self.number = number
        self.role = role
        self.parent = parent
        self.alt = alt
        self.kids: list[str] = []


class PageTags:
    """The tags of one page; its marked pieces are numbered from 0."""

    def __init__(self, tree: Tree, page: int) -> None:
        self._tree = tree
        self._page = page
        self._owners: list[int] = []

    def begin(self, role: Role, parent: Element | None, alt: str) -> Element:
        """A new element inside `parent`, or inside the document."""
        number = self._tree.file.reserve()
        kids = parent.kids if parent is not None else self._tree.kids
        kids.append(reference(number))
        above = parent.number if parent is not None else self._tree.document
        return Element(number, role, above, alt)

    def mark(self, element: Element) -> int:
        """The number of a new marked piece that belongs to the element."""
        self._owners.append(element.number)
        element.kids.append(str(len(self._owners) - 1))
        return len(self._owners) - 1

    def end(self, element: Element) -> None:
        """Write a complete element."""
        entries = {
            "Type": "/StructElem",
            "S": f"/{element.role}",
            "P": reference(element.parent),
            "Pg": reference(self._page),
            "K": f"[{' '.join(element.kids)}]",
        }
        if element.alt:
            entries["Alt"] = text_string(element.alt)
        if element.role == "TH":
            entries["A"] = _COLUMN_HEADING
        self._tree.file.add(entries, element.number)

    def close(self) -> int:
        """Write which piece belongs to which element; the page's StructParents number."""
        owners = " ".join(map(reference, self._owners))
        return self._tree.add_page(f"[{owners}]".encode("ascii"))


class Tree:
    """The tags of a document."""

    def __init__(self, file: PdfFile) -> None:
        self.file = file
        self.root = file.reserve()
        self.document = file.reserve()
        self.kids: list[str] = []
        self._pages: list[int] = []

    def add_page(self, owners: bytes) -> int:
        """Keep a page's list of owners; its index."""
        self._pages.append(self.file.add(owners))
        return len(self._pages) - 1

    def close(self) -> None:
        """Write the document's own element, the pages' lists and the root."""
        numbers = " ".join(f"{i} {reference(page)}" for i, page in enumerate(self._pages))
        document: Entries = {
            "Type": "/StructElem",
            "S": "/Document",
            "P": reference(self.root),
            "K": f"[{' '.join(self.kids)}]",
        }
        self.file.add(document, self.document)
        root: Entries = {
            "Type": "/StructTreeRoot",
            "K": reference(self.document),
            "ParentTree": f"<</Nums[{numbers}]>>",
            "ParentTreeNextKey": len(self._pages),
        }
        self.file.add(root, self.root)
