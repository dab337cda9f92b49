"""The sheet of everything stored about one person, as it is handed to them."""

from __future__ import annotations

from dataclasses import dataclass

from workshopdesk.documents.model import Fact, Sheet, Words


@dataclass(frozen=True, slots=True)
class PersonalSection:
    """What is stored of one kind; ``nothing`` stands where there is none."""

    title: Words
    facts: tuple[Fact, ...]
    nothing: Words


@dataclass(frozen=True, slots=True)
class PersonalData(Sheet):
    """All of it, by kind; ``note`` says what this paper is."""

    note: Words
    sections: tuple[PersonalSection, ...]
