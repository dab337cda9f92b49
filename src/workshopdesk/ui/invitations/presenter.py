"""What the invitations page shows: each letter, its seats and its answer, and the sums. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from workshopdesk.domain.event import Event
from workshopdesk.domain.invitation import Answer, Invitation
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.store import Reader
from workshopdesk.ui import words

ANSWERS = {
    Answer.OPEN: N_("Not yet"), Answer.ACCEPTED: N_("Comes"), Answer.DECLINED: N_("Does not come"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScreenState:
    """The whole page. ``roles`` are code and name; ``units`` the organisations known by name."""

    event: Event
    letters: tuple[Invitation, ...]
    roles: tuple[tuple[str, str], ...]
    units: tuple[str, ...]
    basis: tuple[str, str]

    @property
    def seats(self) -> int:
        """Seats promised in all, those declined left out."""
        return sum(x.seats for x in self.letters if x.answer is not Answer.DECLINED)

    @property
    def missing(self) -> tuple[Invitation, ...]:
        """Letters some of whose seats are not on the list of participants yet."""
        return tuple(x for x in self.letters if x.missing and x.answer is not Answer.DECLINED)


def read(reader: Reader, event_id: UUID) -> ScreenState:
    """Read the invitations of an event."""
    language = screen_language()
    english = language == "en"
    names = {
        (one.name_en or one.name_lo) if english else (one.name_lo or one.name_en)
        for one in reader.organisations()
    }
    return ScreenState(
        reader.event(event_id),
        reader.invitations(event_id),
        tuple((r.code, r.name_en if english else r.name_lo) for r in reader.roles()),
        tuple(sorted(names - {""})),
        reader.basis(event_id),
    )


def answer(one: Invitation) -> str:
    """The answer, and when it came."""
    said = _(ANSWERS[one.answer])
    return f"{said}, {words.day(one.answered_on)}" if one.answered_on else said


def said(state: ScreenState) -> str:
    """ "12 letters · 9 sent · 7 answered · 60 seats · 41 named"."""
    letters = state.letters
    sent = sum(1 for x in letters if x.sent_on is not None)
    answered = sum(1 for x in letters if x.answer is not Answer.OPEN)
    named = sum(min(x.named, x.seats) for x in letters)
    return " · ".join(
        (
            ngettext("%(n)d letter", "%(n)d letters", len(letters)) % {"n": len(letters)},
            _("%(n)d sent") % {"n": sent},
            _("%(n)d answered") % {"n": answered},
            ngettext("%(n)d seat", "%(n)d seats", state.seats) % {"n": state.seats},
            _("%(n)d named") % {"n": named},
        )
    )
