"""Reports over a period: figures as JSON, the funder workbook, or a PDF; counted one way.

Every figure is a ``domain.counting`` count over the events that begin in the period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workshopdesk import documents
from workshopdesk.documents import model as m
from workshopdesk.domain.counting import (
    Count,
    Dimension,
    Participation,
    Rule,
    Unit,
    tally,
)
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event, EventStatus
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.domain.registration import RegistrationState
from workshopdesk.i18n import N_, _
from workshopdesk.services.papers import write_whole
from workshopdesk.services.papers.facts import EventFacts, read_facts
from workshopdesk.services.papers.funder import funder_workbook
from workshopdesk.services.papers.period_report import (
    INDICATORS,
    Scope,
    is_named,
    participations_of,
    period_report,
)
from workshopdesk.services.papers.wording import Wording
from workshopdesk.store import Reader, Store

__all__ = ["Scope", "events_of", "report_json", "write_report"]

NOT_SAID = "not_said"
_DIMENSIONS = (
    Dimension.SEX,
    Dimension.PROVINCE,
    Dimension.ORGANISATION_TYPE,
    Dimension.ROLE,
    Dimension.AGE_BAND,
)


def report_json(store: Store, scope: Scope) -> dict[str, object]:
    """The indicators and what reconciles them, with stable English keys. Raises UserError."""
    events = events_of(store, scope)
    people = participations_of(events)
    counted = [*people, *(one for facts in events for one in facts.heads)]
    period = {"from": scope.first_day.isoformat(), "to": scope.last_day.isoformat()}
    return {
        "indicators": [
            {
                "code": code,
                "unit": count.unit,
                "rule": count.rule,
                "period": period,
                "dimensions": {d: _split(count, d, counted) for d in _DIMENSIONS},
                "value": _whole(tally(count, counted).total),
                "target": None,
            }
            for code, count in INDICATORS.items()
        ],
        "reconciliation": _reconciliation(events, people),
    }


def write_report(
    store: Store, scope: Scope, path: Path, *, progress: Progress | None = None
) -> Path:
    """Write the report as the funder workbook (.xlsx) or as a PDF. Raises UserError."""
    progress = progress or Silent()
    events = events_of(store, scope)
    if not events:
        raise UserError(
            _("There is no event in this period"),
            _("Choose other days, another programme or another funder."),
        )
    match path.suffix.lower():
        case ".xlsx":
            content = documents.render_xlsx(_workbook(events, scope))
        case ".pdf":
            content = documents.render_pdf(period_report(events, scope), progress=progress)
        case _:
            raise UserError(
                _("A report is a file that ends in .xlsx or .pdf"), _("Choose such a name.")
            )
    return write_whole(path, content)


def events_of(store: Store, scope: Scope) -> list[EventFacts]:
    """The events of the scope that were not cancelled, the earliest first. Raises UserError."""
    if scope.last_day < scope.first_day:
        raise UserError(_("The period ends before it begins"), _("Choose other days."))
    with store.read() as reader:
        _check(reader, scope)
        found = [read_facts(reader, e.code) for e in reader.events() if _inside(e, scope)]
    chosen = [facts for facts in found if _supported(facts, scope)]
    return sorted(chosen, key=lambda f: (f.event.first_day, f.event.code))


def _inside(event: Event, scope: Scope) -> bool:
    held = event.status is not EventStatus.CANCELLED
    return held and scope.first_day <= event.first_day <= scope.last_day


def _check(reader: Reader, scope: Scope) -> None:
    """Refuse a programme or a funder nobody knows."""
    programmes = reader.programmes()
    if scope.programme and scope.programme not in {p.code for p in programmes}:
        raise UserError(
            _("There is no programme %(code)s") % {"code": scope.programme},
            ", ".join(p.code for p in programmes),
        )
    if scope.funder and not any(is_named(f, scope.funder) for p in programmes for f in p.funders):
        raise UserError(
            _("There is no funder %(name)s") % {"name": scope.funder},
            ", ".join(sorted({f.name_en or f.name_lo for p in programmes for f in p.funders})),
        )


def _supported(facts: EventFacts, scope: Scope) -> bool:
    """Shared events count in full for each programme and funder that shares them."""
    if scope.programme and scope.programme not in {p.code for p in facts.programmes}:
        return False
    return not scope.funder or any(is_named(f, scope.funder) for f in facts.funders)


def _split(count: Count, dimension: Dimension, people: list[Participation]) -> dict[str, float]:
    parts = tally(replace(count, dimensions=(dimension,)), people).parts
    return {(value or NOT_SAID): _whole(n) for (value,), n in sorted(parts.items(), key=_order)}


def _order(part: tuple[tuple[str | None, ...], float]) -> tuple[bool, str]:
    value = part[0][0]
    return value is None, value or ""


def _whole(n: float) -> float:
    """A whole number without a decimal point; half person-days keep theirs."""
    return int(n) if n == int(n) else n


def _reconciliation(events: Sequence[EventFacts], people: list[Participation]) -> dict[str, float]:
    """Seats, cancellations and repeats, so that every figure can be led back to the lists."""
    participations = tally(INDICATORS["participations"], people).total
    unique = tally(INDICATORS["unique_people"], people).total
    present = tally(Count(Unit.PARTICIPATION, Rule.PRESENT), people).total
    head_counts = [h for facts in events for h in facts.head_counts]
    named = [one for one in people if one.person_id is not None]
    # Of an event whose attendance was never taken nobody can be said to have stayed away.
    taken = {facts.event.id for facts in events if facts.attendance}
    marked = [one for one in people if one.event_id in taken]
    expected = tally(INDICATORS["participations"], marked).total
    not_yet = sum(one.state != RegistrationState.REGISTERED for one in named)
    found = {
        "listed": len(people),
        "seats_without_name": len(people) - len(named),
        "not_yet_registered": not_yet,
        "participations": participations,
        "present_at_least_once": present,
        "present_never": expected - present,
        "attendance_not_taken": participations - expected,
        "unique_people": unique,
        "repeat_participations": participations - unique,
        "head_count": sum(h.women + h.men + h.not_said for h in head_counts),
        "head_count_women": sum(h.women for h in head_counts),
        "events": len(events),
        "events_without_people": sum(not facts.registered for facts in events),
        "events_shared": sum(len(facts.funders) > 1 for facts in events),
    }
    return {key: _whole(n) for key, n in found.items()}


def _workbook(events: list[EventFacts], scope: Scope) -> m.FunderWorkbook:
    words = Wording("lo-en")
    title = _programme_title(events, scope, words)
    return funder_workbook(events, title, scope.first_day, scope.last_day)


def _programme_title(events: list[EventFacts], scope: Scope, words: Wording) -> m.Words:
    for programme in events[0].programmes:
        if programme.code == scope.programme:
            return words.stored(programme.name_lo, programme.name_en)
    return words.say(N_("Report on participation"))
