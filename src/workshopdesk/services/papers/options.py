"""What a person may choose about a paper: which people it is for, and how many blank rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from workshopdesk.documents import model as m
from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import _
from workshopdesk.services.papers.facts import EventFacts

FOR_PEOPLE: Final = frozenset(
    ("sign-in-sheet", "participant-list", "certificates", "badges", "table-tents")
)
"""The kinds that may be made for some people only."""
WITH_BLANKS: Final = "sign-in-sheet"
MOST_BLANKS: Final = 200


@dataclass(frozen=True, slots=True)
class Options:
    """``only``: registrations the paper is for, None for everyone. ``blank_rows``: how many rows
    for those who come without being registered, None for the usual number."""

    only: frozenset[UUID] | None = None
    blank_rows: int | None = None


def narrowed(facts: EventFacts, kind: str, options: Options) -> EventFacts:
    """The event with only the people wanted, for a kind that is made of people.

    Raises UserError when nobody is left.
    """
    if options.only is None or kind not in FOR_PEOPLE:
        return facts
    left = tuple(p for p in facts.people if p.id in options.only)
    if not left:
        raise UserError(_("Nobody is chosen"), _("Choose whom the paper is for."))
    return replace(facts, people=left)


def finished(sheet: m.AnySheet, options: Options) -> m.AnySheet:
    """A sheet with the number of blank rows wanted. Raises UserError for one that cannot be."""
    if options.blank_rows is None or not isinstance(sheet, m.SignInSheet):
        return sheet
    if not 0 <= options.blank_rows <= MOST_BLANKS:
        raise UserError(_("From 0 to %(most)d blank rows") % {"most": MOST_BLANKS})
    return replace(sheet, blank_rows=options.blank_rows)
