"""Reports over a period: figures as JSON, the funder workbook, or a PDF; counted one way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workshopdesk import documents
from workshopdesk.documents import model as m
from workshopdesk.domain.counting import Count, Dimension, Unit
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.indicators import as_data
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.i18n import N_, _
from workshopdesk.services.papers import write_whole
from workshopdesk.services.papers.counts_in_words import read_terms
from workshopdesk.services.papers.facts import EventFacts, read_facts
from workshopdesk.services.papers.funder import Options, funder_workbook
from workshopdesk.services.papers.funder_indicators import Figures
from workshopdesk.services.papers.period_report import LOG, period_report
from workshopdesk.services.papers.wording import Wording, filled
from workshopdesk.services.period import (
    Achievement,
    Measured,
    Part,
    PeriodFigures,
    Scope,
    measure,
    resolved,
    whole,
)
from workshopdesk.store import Reader, Store

__all__ = ["Options", "Scope", "events_of", "report_json", "report_pdf", "write_report"]

NOT_SAID = "not_said"


def report_json(store: Store, scope: Scope) -> dict[str, object]:
    """The indicators and what reconciles them, with stable English keys. Raises UserError."""
    store.keep_counts(Silent())
    with store.read() as reader:
        found, log = measure(reader, scope), reader.anchor()
    every = [*found.standard.values(), *found.indicators]
    return {
        "scope": {
            "programme": scope.programme,
            "funder": scope.funder,
            "province": found.asked.province,
        },
        "indicators": [_indicator(one, found) for one in every],
        "reconciliation": {
            **found.reconciliation,
            "times": {str(n): people for n, people in found.times.items()},
        },
        "events": [
            {
                "code": share.event.code,
                "first_day": share.event.first_day.isoformat(),
                "women": share.women,
                "men": share.men,
                "not_said": share.not_said,
                "participations": share.total,
                "shared_with": [f.name_en or f.name_lo for f in share.shared_with],
            }
            for share in found.events
        ],
        "trend": [
            {"period": period, "participations": every_one, "unique_people": people}
            for period, every_one, people in found.trend
        ],
        "log": log,
    }


def _indicator(one: Measured, found: PeriodFigures) -> dict[str, object]:
    scope = one.count.scope
    period = {"from": str(scope.first_day), "to": str(scope.last_day)}
    asked = found.scope.first_day, found.scope.last_day
    exact = [t.target for t in one.targets if not t.values and (t.first_day, t.last_day) == asked]
    made: dict[str, object] = {
        "code": one.code,
        "unit": one.count.unit,
        "rule": one.count.rule,
        "period": period,
        "dimensions": {
            breakdown.dimensions[0]: _split(parts)
            for breakdown, parts in one.by
            if len(breakdown.dimensions) == 1
        },
        "value": whole(one.total),
        "target": whole(float(exact[0])) if exact else None,
        "counted": _who(one.count),
    }
    if one.indicator is not None:
        made |= {
            "programme": one.programme,
            "name_lo": one.indicator.name_lo,
            "name_en": one.indicator.name_en,
            "source": one.indicator.source,
            "definition": as_data(one.indicator.definition),
            "targets": [_target(t) for t in one.targets],
            "breakdowns": [
                {
                    "by": list(breakdown.dimensions),
                    "required": breakdown.required,
                    "parts": _table(breakdown.dimensions, parts),
                }
                for breakdown, parts in one.by
            ],
        }
    return made


def _split(parts: Sequence[Part] | None) -> dict[str, object] | None:
    if parts is None:
        return None
    return {(part.values[0] or NOT_SAID): _number(part) for part in parts}


def _table(
    dimensions: Sequence[Dimension], parts: Sequence[Part] | None
) -> list[dict[str, object]] | None:
    """None where nothing may be told."""
    if parts is None:
        return None
    names = [str(d) for d in dimensions]
    return [
        {**dict(zip(names, (v or NOT_SAID for v in part.values), strict=True)),
         "value": _number(part)}
        for part in parts
    ]  # fmt: skip


def _number(part: Part) -> object:
    return str(part.number) if isinstance(part.number, str) else whole(part.number)


def _target(target: Achievement) -> dict[str, object]:
    return {
        "from": target.first_day.isoformat(),
        "to": target.last_day.isoformat(),
        "dimensions": {str(d): value for d, value in target.values},
        "target": whole(float(target.target)),
        "reached": whole(target.reached),
        "percent": target.percent,
    }


def _who(count: Count) -> dict[str, object]:
    """The rule that stands beside the number: who is counted and who is not."""
    return {
        "roles_in": sorted(map(str, count.roles_in)),
        "roles_out": sorted(map(str, count.roles_out)),
        "organisation_types_in": sorted(count.organisation_types_in),
        "organisation_types_out": sorted(count.organisation_types_out),
        "primary_only": count.primary_only,
        "minimum_hours": count.minimum_minutes / 60,
        "once_per": str(count.within),
    }


def write_report(
    store: Store,
    scope: Scope,
    path: Path,
    *,
    progress: Progress | None = None,
    options: Options | None = None,
) -> Path:
    """Write the report as the funder workbook (.xlsx) or as a PDF. Raises UserError."""
    progress = progress or Silent()
    store.keep_counts(progress)
    match path.suffix.lower():
        case ".xlsx":
            events = events_of(store, scope, progress=progress)
            _refuse_nothing(events)
            content = documents.render_xlsx(_workbook(store, events, scope, options or Options()))
        case ".pdf":
            content = report_pdf(store, scope, progress=progress)
        case _:
            raise UserError(
                _("A report is a file that ends in .xlsx or .pdf"), _("Choose such a name.")
            )
    return write_whole(path, content)


def report_pdf(store: Store, scope: Scope, *, progress: Progress | None = None) -> bytes:
    """The PDF as it is saved. Raises UserError when there is no event."""
    with store.read() as reader:
        found = measure(reader, scope)
        _refuse_nothing(found.events)
        paper = period_report(reader, found)
    return documents.render_pdf(paper, progress=progress)


def _refuse_nothing(events: Sequence[object]) -> None:
    if not events:
        raise UserError(
            _("There is no event in this period"),
            _("Choose other days, another programme or another funder."),
        )


def events_of(store: Store, scope: Scope, *, progress: Progress | None = None) -> list[EventFacts]:
    """The events of the scope that were not cancelled, the earliest first. Raises UserError.

    Shared events are there in full for each programme and funder that shares them.
    """
    progress = progress or Silent()
    with store.read() as reader:
        asked = resolved(reader, scope)
        events = reader.facts(asked).within(asked)
        found = []
        for n, event in enumerate(events, 1):
            found.append(read_facts(reader, event.code))
            progress.step(n, len(events))
    return found


def _workbook(
    store: Store, events: list[EventFacts], scope: Scope, options: Options
) -> m.FunderWorkbook:
    words = Wording("lo-en")
    with store.read() as reader:
        province, log = resolved(reader, scope).province, reader.anchor()
        figures = _figures(reader, measure(reader, scope))
    title = _programme_title(events, scope, words)
    made = funder_workbook(
        events, title, scope.first_day, scope.last_day, options=options, province=province,
        figures=figures,
    )  # fmt: skip
    said = words.each(lambda lang: f"{filled(LOG, lang, {})}: {log}")
    return replace(made, notes=(*made.notes, said))


def _figures(reader: Reader, found: PeriodFigures) -> Figures:
    """What the workbook says besides its rows: indicators, and persons by what is sensitive."""
    people = Count(Unit.PERSON, scope=found.asked)
    asked = (Dimension.ETHNIC_FAMILY, Dimension.DISABILITY)
    tallies = reader.facts(found.asked).tallies(people, [(d, Dimension.SEX) for d in asked])
    return Figures(found, read_terms(reader), dict(zip(asked, tallies, strict=True)))


def _programme_title(events: list[EventFacts], scope: Scope, words: Wording) -> m.Words:
    for programme in events[0].programmes:
        if programme.code == scope.programme:
            return words.stored(programme.name_lo, programme.name_en)
    return words.say(N_("Report on participation"))
