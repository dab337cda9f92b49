"""Several papers as one PDF, page after page; hides the library that does it."""

from __future__ import annotations

import io
from collections.abc import Sequence


def joined(papers: Sequence[bytes]) -> bytes:
    """One PDF of several, in their order."""
    from pypdfium2 import PdfDocument  # only when papers are joined

    whole = PdfDocument.new()
    for paper in papers:
        with PdfDocument(paper) as part:
            whole.import_pages(part)
    into = io.BytesIO()
    whole.save(into)
    whole.close()
    return into.getvalue()
