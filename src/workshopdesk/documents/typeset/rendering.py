"""A document's pages into the bytes of one PDF file.

Hidden here: what is shared by all pages (fonts, forms, images, resources) and in which order it
all is written. Pages are asked for one at a time and forgotten.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from workshopdesk.documents.typeset import images, metadata
from workshopdesk.documents.typeset.clusterfont import FontBook
from workshopdesk.documents.typeset.content import Content, Typed, number
from workshopdesk.documents.typeset.model import Document, Link, Page
from workshopdesk.documents.typeset.pdffile import (
    Entries,
    PdfFile,
    dictionary,
    reference,
    text_string,
)
from workshopdesk.documents.typeset.structure import PageTags, Tree
from workshopdesk.domain.progress import Progress, Silent


class _Shared:
    """Forms and images: their names in the file, and the objects they become."""

    def __init__(self, document: Document, file: PdfFile) -> None:
        self._document = document
        self._forms = {name: f"X{i}" for i, name in enumerate(document.forms)}
        self._images = {name: f"I{i}" for i, name in enumerate(document.images)}
        self._numbers = {name: file.reserve() for name in self._forms.values()}

    def form(self, name: str) -> tuple[str, float]:
        return self._forms[name], self._document.forms[name].height

    def image(self, name: str) -> str:
        return self._images[name]

    def write(self, file: PdfFile, typed: Typed, resources: int) -> dict[str, str]:
        """Write all of them; the entries of an /XObject resource dictionary."""
        found = {}
        for name, form in self._document.forms.items():
            content = Content(form.height, typed, self, inherits=True)
            content.draw(form.items)
            box = f"[0 0 {number(form.width)} {number(form.height)}]"
            entries = {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": box,
                "Resources": reference(resources),
            }
            key = self._forms[name]
            file.stream(content.stream(), entries, number=self._numbers[key])
            found[key] = reference(self._numbers[key])
        for name, data in self._document.images.items():
            found[self._images[name]] = reference(images.write_image(file, name, data))
        return found


class _Pages:
    """The page tree: each page's stream and dictionary, and their common parent."""

    def __init__(self, file: PdfFile, tree: Tree | None) -> None:
        self.number = file.reserve()
        self.resources = file.reserve()
        self._file = file
        self._tree = tree
        self._kids: list[int] = []
        self._size: str | None = None

    def add(self, page: Page, typed: Typed, shared: _Shared) -> None:
        """Draw and write one page."""
        own = self._file.reserve()
        tags = PageTags(self._tree, own) if self._tree is not None else None
        content = Content(page.height, typed, shared, tags=tags)
        content.draw(page.items)
        stream = self._file.stream(content.stream())
        size = f"[0 0 {number(page.width)} {number(page.height)}]"
        self._size = self._size or size
        entry = f"<</Type/Page/Parent {self.number} 0 R/Contents {stream} 0 R"
        if size != self._size:
            entry += f"/MediaBox{size}"
        if content.links:
            marks = (self._file.add(_annotation(link, page.height)) for link in content.links)
            entry += f"/Annots[{' '.join(map(reference, marks))}]"
        if tags is not None:
            entry += f"/StructParents {tags.close()}/Tabs/S"
        self._kids.append(self._file.add((entry + ">>").encode("ascii"), own))

    def close(self) -> None:
        """Write the tree itself."""
        entries: Entries = {
            "Type": "/Pages",
            "Count": len(self._kids),
            "Kids": f"[{' '.join(map(reference, self._kids))}]",
            "MediaBox": self._size or "[0 0 595 842]",
            "Resources": reference(self.resources),
        }
        self._file.add(entries, self.number)


def _annotation(link: Link, height: float) -> Entries:
    corners = (link.x, height - link.y - link.height, link.x + link.width, height - link.y)
    return {
        "Type": "/Annot",
        "Subtype": "/Link",
        "Rect": f"[{' '.join(map(number, corners))}]",
        "Border": "[0 0 0]",
        "F": 4,
        "A": dictionary({"S": "/URI", "URI": text_string(link.address)}),
    }


def render(document: Document, *, progress: Progress | None = None, tagged: bool = False) -> bytes:
    """The document as a PDF file; `tagged` tells reader programs what its groups are.

    Each page is one step of `progress`. Raises MissingGlyph for a character that cannot be
    printed, UserError for a picture or a font that cannot be used, Cancelled when the progress
    says so, KeyError for the name of a form or an image the document does not have.
    """
    with _few_collections():
        return _rendered(document, progress or Silent(), tagged=tagged)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Look for cyclic garbage a hundred times less often: a document makes none, only values.

    At the end what is new counts as looked at: freezing and unfreezing puts it with the old.
    """
    before = gc.get_threshold()
    gc.set_threshold(before[0] * 100, *before[1:])
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()
        gc.set_threshold(*before)


def _rendered(document: Document, progress: Progress, *, tagged: bool) -> bytes:
    file = PdfFile()
    book = FontBook()
    typed = Typed(book)
    shared = _Shared(document, file)
    tree = Tree(file) if tagged else None
    pages = _Pages(file, tree)
    done = 0
    for done, page in enumerate(document.pages, 1):
        progress.step(done - 1, document.page_count or done)
        pages.add(page, typed, shared)
    progress.step(done, document.page_count or done)
    objects = shared.write(file, typed, pages.resources)
    resources = {"XObject": dictionary(objects), "Font": dictionary(book.write(file))}
    file.add(resources, pages.resources)
    pages.close()
    catalog = {
        "Type": "/Catalog",
        "Pages": reference(pages.number),
        "Lang": text_string(document.language),
        "Metadata": reference(metadata.write_xmp(file, document)),
        "ViewerPreferences": "<</DisplayDocTitle true>>",
    }
    if tree is not None:
        tree.close()
        catalog["StructTreeRoot"] = reference(tree.root)
        catalog["MarkInfo"] = "<</Marked true>>"
    info = metadata.write_info(file, document)
    return file.close(file.add(catalog), info)
