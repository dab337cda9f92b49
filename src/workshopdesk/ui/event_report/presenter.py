"""What an event's report page shows: its figures, and what is missing before it is sent. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from workshopdesk.domain.event import Event, EventStatus
from workshopdesk.i18n import _, ngettext
from workshopdesk.services.papers.facts import EventFacts, read_facts
from workshopdesk.store import Reader
from workshopdesk.ui import figures
from workshopdesk.ui.figures import Figures


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a reader of the report would ask for, and the place where it is mended."""

    text: str
    room: str
    focus: str = ""


@dataclass(frozen=True, slots=True)
class ScreenState:
    """The whole page."""

    event: Event
    anyone: bool
    figures: Figures
    missing: tuple[Missing, ...]

    @property
    def reported(self) -> bool:
        """Whether the report was sent."""
        return self.event.status is EventStatus.REPORTED


def read(reader: Reader, event_id: UUID) -> ScreenState:
    """Read and count one event."""
    facts = read_facts(reader, str(event_id))
    missing = tuple(_missing(facts)) if facts.named else ()
    return ScreenState(facts.event, bool(facts.named), figures.figures([facts]), missing)


def _missing(facts: EventFacts) -> list[Missing]:
    found = []
    unknown = sum(row.sex is None for row in facts.named)
    if unknown:
        said = ngettext("Sex of %(n)d person not said", "Sex of %(n)d people not said", unknown)
        found.append(Missing(said % {"n": unknown}, "participants", "unknown-sex"))
    homeless = sum(row.province is None for row in facts.named)
    if homeless:
        said = ngettext(
            "Province of %(n)d person not known", "Province of %(n)d people not known", homeless
        )
        found.append(Missing(said % {"n": homeless}, "participants"))
    if not facts.attendance:
        found.append(Missing(_("No attendance taken yet"), "attendance"))
    silent = [g.number for work in facts.group_work for g in work.groups if not g.findings]
    if silent:
        text = _("Group %(n)d has no findings yet") % {"n": silent[0]}
        found.append(Missing(text, "groups", "findings"))
    if not facts.event.summary_lo and not facts.event.summary_en:
        found.append(Missing(_("Nothing is written of how it went"), "overview"))
    return found
