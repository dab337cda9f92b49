"""Sheets of cards: name badges and table tents, one card a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workshopdesk.documents.model import Sheet, Words


class Band(StrEnum):
    """How a badge's band is filled, so that a role is known from some way off."""

    OPEN = "open"
    GREY = "grey"
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge. ``lines`` stand under the name, the larger one first; no name: a line to write on.

    ``code`` is what a scanner reads at the door.
    """

    given_name: str
    surname: str
    lines: tuple[str, ...]
    role: Words
    band: Band
    code: str


@dataclass(frozen=True, slots=True)
class NameBadges(Sheet):
    """Badges to cut out, eight a page, in list order; ``days`` stands at each one's top right."""

    days: str
    cards: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class Tent:
    """A card to stand on the table; ``name`` is empty for a seat not named yet."""

    name: Words
    position: str


@dataclass(frozen=True, slots=True)
class TableTents(Sheet):
    """Cards to fold, one a page, in list order."""

    days: str
    cards: tuple[Tent, ...]
