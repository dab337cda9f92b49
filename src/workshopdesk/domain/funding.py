"""Programmes and the funders that pay for them. Nothing about a named one is in code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Funder:
    """A funder. ``visibility_*`` is the sentence it wants on every paper; ``logo`` image bytes."""

    id: UUID
    version: int
    name_lo: str
    name_en: str
    abbreviation: str
    visibility_lo: str
    visibility_en: str
    report_language: str
    currency: str
    logo: bytes | None


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme and its funders, in the order their logos stand after its own."""

    id: UUID
    version: int
    code: str
    name_lo: str
    name_en: str
    first_day: date | None
    last_day: date | None
    funders: tuple[Funder, ...]
    logo: bytes | None = None
