"""The sheet of the register of certificates: every number ever given out, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workshopdesk.documents.model import Sheet, Words


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One number, as issued. ``hours`` None: not known; ``became`` says what became of it."""

    number: str
    issued_on: date
    day: str
    name: Words
    title: str
    unit: str
    event: Words
    hours: float | None
    hours_text: str
    copy: int
    became: Words
    reason: str


@dataclass(frozen=True, slots=True)
class RegisterHeadings:
    """The words above the columns, in their order."""

    number: Words
    day: Words
    name: Words
    title: Words
    unit: Words
    event: Words
    hours: Words
    copy: Words
    became: Words
    reason: Words


@dataclass(frozen=True, slots=True)
class RegisterSheet(Sheet):
    """A register in the order of its numbers. ``of_many``: of more than one event."""

    headings: RegisterHeadings
    lines: tuple[RegisterLine, ...]
    total: Words
    of_many: bool
