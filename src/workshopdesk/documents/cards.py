"""Sheets of cards: name badges and table tents, one small card a person."""

from __future__ import annotations

from dataclasses import dataclass

from workshopdesk.documents.model import Sheet, Words


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on one card. ``name`` is empty for a seat whose name is not known yet.

    ``code`` is what a scanner reads at the door, "" where none is wanted.
    """

    name: Words
    position: Words
    unit: Words
    role: Words
    code: str = ""


@dataclass(frozen=True, slots=True)
class NameBadges(Sheet):
    """Badges to cut out, ten a page, in list order."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class TableTents(Sheet):
    """Cards to fold and stand on the table, two a page, in list order."""

    cards: tuple[Card, ...]
