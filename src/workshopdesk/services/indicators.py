"""Indicators of a programme: taken from a ready set, changed, given targets.

Hides the files of ready sets (resources/indicators) and how a definition is stored.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from uuid import UUID

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.funding import Programme
from workshopdesk.domain.indicators import Definition, Indicator, Target, definition_of, written
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.settings import resource
from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t

Promise = tuple[date, date, Decimal]
"""A target: the days it is for, both included, and the number."""


@dataclass(frozen=True, slots=True)
class Ready:
    """An indicator of a ready set. ``confidence``: how sure its source is (A to D)."""

    code: str
    name_lo: str
    name_en: str
    source: str
    confidence: str
    definition: Definition


@dataclass(frozen=True, slots=True)
class ReadySet:
    """Indicators that a funder asks for, with where that is known from."""

    code: str
    name_lo: str
    name_en: str
    source: str
    confidence: str
    note: str
    indicators: tuple[Ready, ...]


@cache
def ready_sets() -> tuple[ReadySet, ...]:
    """The sets that come with the program, by their code. Raises UserError for a broken file."""
    files = sorted(resource("indicators").glob("*.json"))
    return tuple(_set(json.loads(file.read_text(encoding="utf-8"))) for file in files)


def _set(said: dict[str, object]) -> ReadySet:
    own = {key: str(said.get(key, "")) for key in ("code", "name_lo", "name_en", "source", "note")}
    listed = said["indicators"]
    assert isinstance(listed, list)
    ready = tuple(
        Ready(
            one["code"], one["name_lo"], one["name_en"], one["source"], one["confidence"],
            definition_of(one["definition"]),
        )
        for one in listed
    )  # fmt: skip
    return ReadySet(**own, confidence=str(said["confidence"]), indicators=ready)


def add_set(store: Store, programme: Programme, code: str) -> int:
    """Give a programme the indicators of a ready set that it lacks; how many were added.

    Raises UserError when there is no such set.
    """
    chosen = next((one for one in ready_sets() if one.code == code), None)
    if chosen is None:
        known = ", ".join(one.code for one in ready_sets())
        raise UserError(_("There is no set of indicators %(code)s") % {"code": code}, known)
    with store.unit_of_work(
        N_("Add indicators %(set)s to %(code)s"), set=code, code=programme.code
    ) as work:
        there = work.find(t.Indicator, programme_id=programme.id)
        codes = {one.code for one in there}
        order = max((one.order or 0 for one in there), default=0)
        missing = [one for one in chosen.indicators if one.code not in codes]
        for n, one in enumerate(missing, order + 1):
            work.add(
                t.Indicator(
                    programme_id=programme.id, code=one.code, name_lo=one.name_lo,
                    name_en=one.name_en, definition=written(one.definition), order=n,
                    set_code=code, source=one.source,
                )
            )  # fmt: skip
        work.commit()
        return len(missing)


def save_indicator(
    store: Store,
    programme: Programme,
    seen: Indicator | None,
    *,
    code: str,
    name_lo: str,
    name_en: str,
    definition: Definition,
    targets: Sequence[Promise] | None = None,
) -> UUID:
    """Add an indicator, or change ``seen``; gives its id.

    ``targets`` take the place of all that is promised of the whole number (those of parts of it
    stay); None leaves them. Raises UserError without a code or a name, when the code is taken or
    a target cannot be, Conflict when it is not as seen any more.
    """
    code, name_lo, name_en = canonical(code), canonical(name_lo), canonical(name_en)
    if not code or not (name_lo or name_en):
        raise UserError(_("An indicator needs a code and a name"))
    with store.unit_of_work(N_("Save indicator %(indicator)s"), indicator=code) as work:
        there = work.find(t.Indicator, programme_id=programme.id)
        if any(one.code == code and (seen is None or one.id != seen.id) for one in there):
            raise UserError(
                _("%(programme)s has an indicator %(code)s already")
                % {"programme": programme.code, "code": code},
                _("Choose another code."),
            )
        record = _record(work, programme, seen, max((o.order or 0 for o in there), default=0) + 1)
        record.code, record.name_lo, record.name_en = code, name_lo, name_en
        record.definition = written(definition)
        if targets is not None:
            _promise(work, record.id, targets)
        work.commit()
        return record.id


def _promise(work: UnitOfWork, indicator: UUID, targets: Sequence[Promise]) -> None:
    """The same promise stays the same record; what is promised no more goes."""
    for first, last, value in targets:
        _check(first, last, value)
    wanted = {(first, last): value for first, last, value in targets}
    if len(wanted) < len(targets):
        raise UserError(_("Two targets are for the same days"), _("Keep one of them."))
    for old in work.find(t.IndicatorTarget, indicator_id=indicator):
        if json.loads(old.dimensions or "{}"):
            continue
        days = old.first_day, old.last_day
        if days in wanted:
            old.value = wanted.pop(days)
        else:
            work.delete(old)
    for (first, last), value in wanted.items():
        work.add(
            t.IndicatorTarget(
                indicator_id=indicator, first_day=first, last_day=last, dimensions="{}", value=value
            )
        )


def _check(first_day: date, last_day: date, value: Decimal | None) -> None:
    if last_day < first_day:
        raise UserError(_("The period ends before it begins"), _("Choose other days."))
    if value is not None and (not value.is_finite() or value < 0):
        raise UserError(_("A target is a number of nought or more"))


def _record(
    work: UnitOfWork, programme: Programme, seen: Indicator | None, order: int
) -> t.Indicator:
    if seen is not None:
        return work.get(t.Indicator, seen.id, seen.version)
    return work.add(t.Indicator(programme_id=programme.id, code="", definition="{}", order=order))


def remove_indicator(store: Store, seen: Indicator) -> None:
    """Remove an indicator with its targets. Raises Conflict when it is not as seen any more."""
    with store.unit_of_work(N_("Remove indicator %(indicator)s"), indicator=seen.code) as work:
        for target in work.find(t.IndicatorTarget, indicator_id=seen.id):
            work.delete(target)
        work.delete(work.get(t.Indicator, seen.id, seen.version))
        work.commit()


def set_target(
    store: Store,
    indicator: Indicator,
    first_day: date,
    last_day: date,
    value: Decimal | None,
    *,
    dimensions: dict[str, str] | None = None,
) -> None:
    """Say what is promised for a period, in place of what was; None takes it back.

    Raises UserError for a period that ends before it begins or a value below nought.
    """
    _check(first_day, last_day, value)
    wanted = json.dumps(dimensions or {}, sort_keys=True)
    with store.unit_of_work(
        N_("Set the target of indicator %(indicator)s"), indicator=indicator.code
    ) as work:
        for old in work.find(
            t.IndicatorTarget, indicator_id=indicator.id, first_day=first_day, last_day=last_day
        ):
            if json.dumps(json.loads(old.dimensions or "{}"), sort_keys=True) == wanted:
                work.delete(old)
        if value is not None:
            work.add(
                t.IndicatorTarget(
                    indicator_id=indicator.id, first_day=first_day, last_day=last_day,
                    dimensions=wanted, value=value,
                )
            )  # fmt: skip
        work.commit()


__all__ = [
    "Ready", "ReadySet", "Target", "add_set", "ready_sets", "remove_indicator", "save_indicator",
    "set_target",
]  # fmt: skip
