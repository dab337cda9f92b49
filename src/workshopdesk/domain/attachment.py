"""A file kept in the database, without its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a file: what it is for (``kind``), its name, its type, its size in bytes.

    ``order`` and the captions are a photograph's.
    """

    id: UUID
    kind: str
    name: str
    media_type: str
    size: int
    version: int = 0
    order: int | None = None
    caption_lo: str = ""
    caption_en: str = ""
