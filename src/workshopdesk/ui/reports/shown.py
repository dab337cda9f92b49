"""The counted figures as rows of numbers in the screen's words. No Qt.

Nothing is counted here: every number stands in ``PeriodFigures``, and what it opens is the very
count that gave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workshopdesk.documents.charts import Bar, Chart
from workshopdesk.documents.model import Words
from workshopdesk.domain.counting import SENSITIVE, Count, Dimension, Value, Values
from workshopdesk.domain.small_cells import Hidden, Shown
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.lao.numbers import format_number
from workshopdesk.services.papers.counts_in_words import DIMENSIONS, UNITS, Terms
from workshopdesk.services.papers.period_report import reconciled, rules_of
from workshopdesk.services.papers.wording import Wording
from workshopdesk.services.period import Achievement, EventShare, Measured, Part, PeriodFigures
from workshopdesk.ui import words
from workshopdesk.ui.figures import Number
from workshopdesk.ui.reports.lines import Line, Opens

SEXES: tuple[tuple[str, Value], ...] = (("women", "F"), ("men", "M"), ("not_said", None))
DIVIDED = (
    Dimension.PROVINCE, Dimension.ROLE, Dimension.ORGANISATION_TYPE, Dimension.AGE_BAND,
)  # fmt: skip
CARDS = (
    ("unique_people", "users", N_("People counted once")),
    ("participations", "list-check", N_("Participations")),
    ("people_present", "check", N_("Came at least once")),
    ("completed", "certificate", N_("Completed")),
    ("person_days", "calendar-event", N_("Person-days")),
)
_RISING = Dimension.AGE_BAND


def spoken() -> Wording:
    """The words of papers, in the screen's language."""
    return Wording("en" if screen_language() == "en" else "lo")


def said(n: Shown | float) -> str:
    """A number as the screen writes it; what is hidden as its sign."""
    if isinstance(n, Hidden):
        return str(n)
    return format_number(int(n) if n == int(n) else n, screen_language())


def cards(found: PeriodFigures) -> list[tuple[Number, Opens]]:
    """The large numbers, and what each opens."""
    made = []
    for code, icon, name in CARDS:
        one = found.standard[code]
        women = one.under(Dimension.SEX).get(("F",), 0)
        detail = words.women_only(int(women))
        if one.total:
            detail = f"{detail} · {said(round(100 * women / one.total, 1))}%"
        made.append(
            (Number(code, icon, _(name), said(one.total), detail), Opens(_(name), one.count))
        )
    return made


def divided(found: PeriodFigures, terms: Terms, dimension: Dimension) -> list[Line]:
    """Unique persons under each value by sex; the total is counted, not added up."""
    one = found.standard["unique_people"]
    both = one.under(dimension, Dimension.SEX)
    whole = one.under(dimension)
    lines = []
    for (value,) in sorted(whole, key=lambda v: _place(dimension, v[0], whole[v])):
        label = terms.label(dimension, value, spoken())
        count = replace(one.count, dimensions=(dimension,))
        by_sex = replace(one.count, dimensions=(dimension, Dimension.SEX))
        numbers: dict[str, float] = {key: both.get((value, sex), 0) for key, sex in SEXES}
        opens = {
            key: Opens(f"{label} · {_(_HEADS[key])}", by_sex, (value, sex)) for key, sex in SEXES
        }
        opens["total"] = Opens(label, count, (value,))
        lines.append(_line(value or "?", label, numbers | {"total": whole[(value,)]}, opens))
    lines.append(_sum(one))
    return lines


_HEADS = {"women": N_("Women"), "men": N_("Men"), "not_said": N_("Not said")}


def _sum(one: Measured) -> Line:
    parts = one.under(Dimension.SEX)
    count = replace(one.count, dimensions=(Dimension.SEX,))
    numbers: dict[str, float] = {key: parts.get((sex,), 0) for key, sex in SEXES}
    opens = {key: Opens(_(_HEADS[key]), count, (sex,)) for key, sex in SEXES}
    opens["total"] = Opens(_("Total"), one.count)
    return replace(_line("total", _("Total"), numbers | {"total": one.total}, opens), sums=True)


def _line(key: str, label: str, numbers: dict[str, float], opens: dict[str, Opens]) -> Line:
    """Noughts open nothing."""
    texts = {name: said(n) for name, n in numbers.items()}
    return Line(key, {"label": label, **texts}, {k: o for k, o in opens.items() if numbers[k]})


def _place(dimension: Dimension, value: Value, n: float) -> tuple[bool, float, str]:
    low = (value or "").rstrip("+").split("-")[0]
    order = float(low) if dimension is _RISING and low.isdigit() else -n
    return value is None, order, value or ""


def indicators(found: PeriodFigures, terms: Terms) -> list[Line]:
    """Each indicator with its number; targets beyond the first in lines of their own."""
    return [line for one in found.indicators for line in _indicator(one, terms)]


def _indicator(one: Measured, terms: Terms) -> Iterator[Line]:
    assert one.indicator is not None
    name = spoken().stored_line(one.indicator.name_lo, one.indicator.name_en)
    parts = {part.values: part.number for part in one.by_sex}
    count = replace(one.count, dimensions=(Dimension.SEX,))
    opens = {
        key: Opens(f"{one.code} · {_(_HEADS[key])}", count, (sex,))
        for key, sex in SEXES
        if parts.get((sex,))
    }
    if one.total:
        opens["total"] = Opens(f"{one.code} {name}", one.count)
    by_sex = {key: said(parts.get((sex,), 0)) if parts else "" for key, sex in SEXES}
    texts = {
        "code": one.code,
        "label": name,
        "rule": f"{spoken().line(UNITS[one.count.unit])}: {terms.rule(one.count, spoken())}",
        **by_sex,
        "total": said(one.total),
    }
    first, *others = one.targets or (None,)
    yield Line(str(one.indicator.id), texts | _target(first), opens | _reached(one, first), one)
    for n, target in enumerate(others):
        own = {"rule": texts["rule"]} | _target(target)
        more = Line(f"{one.indicator.id}-{n}", own, _reached(one, target), one)
        yield more


def _target(target: Achievement | None) -> dict[str, str]:
    if target is None:
        return {"target": "", "reached": "", "percent": ""}
    return {
        "period": words.days(target.first_day, target.last_day),
        "target": said(float(target.target)),
        "reached": said(target.reached),
        "percent": "" if target.percent is None else f"{said(target.percent)}%",
    }


def _reached(one: Measured, target: Achievement | None) -> dict[str, Opens]:
    if target is None or not target.reached or SENSITIVE.intersection(d for d, _v in target.values):
        return {}
    dimensions = tuple(d for d, _v in target.values)
    scope = replace(one.count.scope, first_day=target.counted_from, last_day=target.last_day)
    count = replace(one.count, scope=scope, dimensions=dimensions)
    days = words.days(target.first_day, target.last_day)
    values: Values = tuple(v for _d, v in target.values)
    return {"reached": Opens(f"{one.code} · {days}", count, values)}


def breakdown(one: Measured, number: int, terms: Terms) -> list[Line]:
    """The parts of an indicator by one of its sets of dimensions; what is small is hidden."""
    told_by, parts = one.by[number]
    if parts is None:
        return [Line("?", {"label": _("too few people to be told")})]
    if not parts:
        return [Line("?", {"label": _("nobody")})]
    open_ = not SENSITIVE.intersection(told_by.dimensions)
    count = replace(one.count, dimensions=told_by.dimensions)
    return [_part(part, count, terms, open_=open_) for part in parts]


def _part(part: Part, count: Count, terms: Terms, *, open_: bool) -> Line:
    pairs = zip(count.dimensions, part.values, strict=True)
    label = " · ".join(terms.label(d, v, spoken()) for d, v in pairs)
    opens = {"total": Opens(label, count, part.values)} if open_ else {}
    key = "/".join(v or "?" for v in part.values)
    return Line(key, {"label": label, "total": said(part.number)}, opens)


def breakdown_name(one: Measured, number: int) -> str:
    """ "Age × Sex"."""
    return " × ".join(_(DIMENSIONS[d]) for d in one.by[number][0].dimensions)


def events(found: PeriodFigures) -> list[Line]:
    """Every event with its participations and its share of all."""
    whole = found.standard["participations"].total
    return [_event(one, found.standard["participations"].count, whole) for one in found.events]


def _event(one: EventShare, count: Count, whole: float) -> Line:
    event = one.event
    title = spoken().stored_line(event.title_lo, event.title_en) or event.code
    own = replace(count, scope=replace(count.scope, event=event.id))
    by_sex = replace(own, dimensions=(Dimension.SEX,))
    numbers: dict[str, float] = {
        "women": one.women, "men": one.men, "not_said": one.not_said, "total": one.total,
    }  # fmt: skip
    opens = {key: Opens(f"{title} · {_(_HEADS[key])}", by_sex, (sex,)) for key, sex in SEXES}
    opens["total"] = Opens(title, own)
    line = _line(str(event.id), title, numbers, opens)
    names = [spoken().stored_line(f.name_lo, f.name_en) for f in one.shared_with]
    more = {
        "day": words.days(event.first_day, event.last_day),
        "share": f"{said(round(100 * one.total / whole, 1))}%" if whole else "",
        "shared": ", ".join(names),
    }
    return replace(line, texts=line.texts | more, about=event)


def sentences(found: PeriodFigures) -> list[str]:
    """What reconciles the totals, then what is left out and why."""
    return [w.main for w in (*reconciled(found, spoken()), *rules_of(found, spoken()))]


def trend(found: PeriodFigures) -> Chart:
    """Participations of each month, quarter or year."""
    bars = tuple(Bar(Words(period), (every,)) for period, every, _people in found.trend)
    return Chart(Words(_("Participations")), (Words(_("Participations")),), bars)


def scope_said(found: PeriodFigures) -> str:
    """How many events, of which days."""
    n = len(found.events)
    counted = ngettext("%(n)d event", "%(n)d events", n) % {"n": n}
    return f"{counted} · {words.days(found.scope.first_day, found.scope.last_day)}"


def breakdowns(one: Measured) -> Sequence[tuple[str, str]]:
    """What can be chosen of an indicator's breakdowns."""
    return [(str(n), breakdown_name(one, n)) for n in range(len(one.by))]
