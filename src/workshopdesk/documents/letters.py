"""Letters: the same text to many, each with its own number and addressee, the agenda annexed."""

from __future__ import annotations

from dataclasses import dataclass

from workshopdesk.documents.model import AgendaSheet, Sheet, Signer, Words


@dataclass(frozen=True, slots=True)
class Letter:
    """What differs from one letter to the next."""

    number: str
    to: Words
    seats: Words


@dataclass(frozen=True, slots=True)
class Letters(Sheet):
    """Letters in order. ``subject`` and ``before``/``after`` the seats are shared by all.

    ``annex`` is the line that names what is annexed; without an agenda there is none.
    """

    subject: Words
    before: tuple[Words, ...]
    after: tuple[Words, ...]
    closing: Words
    signer: Signer
    annex: Words
    agenda: AgendaSheet | None
    letters: tuple[Letter, ...]
