"""Reports that somebody built and named. Hides how what was asked is stored and strictly read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.indicators import Breakdown, Definition, as_data, definition_of
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical, search_key
from workshopdesk.services.cross_table import Query
from workshopdesk.services.period import Scope
from workshopdesk.store import Store
from workshopdesk.store import tables as t


@dataclass(frozen=True, slots=True)
class SavedReport:
    """A report by its name. ``query`` is None where it cannot be read (see ``problem``)."""

    id: UUID
    version: int
    name: str
    query: Query | None
    problem: UserError | None = None


def written(query: Query) -> str:
    """The question as JSON; ``parse`` gives it back."""
    scope = query.scope
    asked = Definition(query.count, (Breakdown(query.dimensions),))
    return json.dumps(
        {
            "from": scope.first_day.isoformat(),
            "to": scope.last_day.isoformat(),
            "programme": scope.programme,
            "funder": scope.funder,
            "province": scope.province,
            "counted": as_data(asked),
        },
        ensure_ascii=False,
    )


def parse(text: str) -> Query:
    """Read a question. Raises UserError for one that is none."""
    try:
        said = json.loads(text)
        first, last = date.fromisoformat(said["from"]), date.fromisoformat(said["to"])
        names = [said[key] for key in ("programme", "funder", "province")]
        counted = said["counted"]
    except (ValueError, TypeError, KeyError):
        raise _refused() from None
    if any(name is not None and not isinstance(name, str) for name in names):
        raise _refused()
    definition = definition_of(counted)
    [*dimensions] = definition.breakdowns[0].dimensions if definition.breakdowns else ()
    if not 1 <= len(dimensions) <= 2:
        raise _refused()
    across = dimensions[1] if len(dimensions) > 1 else None
    return Query(Scope(first, last, *names), definition.count, dimensions[0], across)


def _refused() -> UserError:
    return UserError(_("The saved report cannot be read"), _("Build it anew."))


def saved_reports(store: Store) -> tuple[SavedReport, ...]:
    """All of them, by name."""
    with store.unit_of_work(N_("Read")) as work:
        found = [(r.id, r.version, r.name, r.definition) for r in work.find(t.SavedReport)]
    return tuple(sorted((_read(*one) for one in found), key=lambda one: search_key(one.name)))


def _read(id: UUID, version: int, name: str, definition: str) -> SavedReport:
    try:
        return SavedReport(id, version, name, parse(definition))
    except UserError as refused:
        return SavedReport(id, version, name, None, refused)


def save_report(store: Store, name: str, query: Query) -> UUID:
    """Keep a question under a name, in place of what had this name; gives its id.

    Raises UserError without a name.
    """
    name = canonical(name)
    if not name:
        raise UserError(_("A saved report needs a name"))
    with store.unit_of_work(N_("Save report %(name)s"), name=name) as work:
        key = search_key(name)
        there = next((r for r in work.find(t.SavedReport) if search_key(r.name) == key), None)
        record = there or work.add(t.SavedReport(name=name, definition=""))
        record.name, record.definition = name, written(query)
        work.commit()
        return record.id


def remove_report(store: Store, seen: SavedReport) -> None:
    """Forget a saved report. Raises Conflict when it is not as seen any more."""
    with store.unit_of_work(N_("Remove report %(name)s"), name=seen.name) as work:
        work.delete(work.get(t.SavedReport, seen.id, seen.version))
        work.commit()
