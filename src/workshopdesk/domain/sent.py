"""A report as it was sent: kept for ever, and compared with what would be counted now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

Figures = Mapping[str, float]
"""Numbers by a stable key, e.g. "registered", "registered/sex=F", "registered/province=LA-KH"."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was sent; its bytes are an attachment's."""

    attachment_id: UUID
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class SentReport:
    """A version (``number``) of the report ``series``; ``anchor``: where the log stood.

    ``scope`` says what was asked for: what kind of report, of which event or period, with which
    filters.
    """

    id: UUID
    series: str
    number: int
    title: str
    recipient: str
    sent_on: date
    scope: Mapping[str, str]
    figures: Figures
    anchor: str
    event_id: UUID | None
    programme_id: UUID | None
    files: tuple[SentFile, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that is not what it was when the report was sent."""

    key: str
    then: float
    now: float

    @property
    def change(self) -> float:
        """How much there is more (or, below zero, less) than then."""
        return self.now - self.then


def differences(then: Figures, now: Figures) -> tuple[Difference, ...]:
    """Every number that is another now, in the order of the figures; one not there counts 0."""
    keys = [*then, *(key for key in now if key not in then)]
    told = ((key, then.get(key, 0), now.get(key, 0)) for key in keys)
    return tuple(Difference(*one) for one in told if one[1] != one[2])
