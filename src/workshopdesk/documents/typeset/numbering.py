"""Page n of N, put on pages that were made without knowing N."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from workshopdesk.documents.typeset.model import Item, Page


def numbered(pages: Sequence[Page], label: Callable[[int, int], Iterable[Item]]) -> Iterator[Page]:
    """The pages, each with the items of `label(n, of)` added; n counts from 1."""
    for n, page in enumerate(pages, 1):
        yield page._replace(items=(*page.items, *label(n, len(pages))))
