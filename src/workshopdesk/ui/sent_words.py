"""Reports as sent, in the screen's words: what was kept, and what is other since. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from workshopdesk.domain.counting import Dimension
from workshopdesk.domain.history import Did
from workshopdesk.domain.sent import Difference, SentReport
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.lao.numbers import format_number
from workshopdesk.services.papers.counts_in_words import Terms, read_terms
from workshopdesk.services.papers.wording import Wording
from workshopdesk.services.sent_reports import Since, since
from workshopdesk.store import Reader
from workshopdesk.ui import words

FIGURES = {
    "registered": N_("Registered"),
    "came": N_("Registered and present"),
    "present": N_("Present at least one half-day"),
    "completed": N_("Completed the event"),
    "heads": N_("Counted but not named"),
    "persons": N_("Unique persons"),
    "provinces": N_("Provinces"),
    "districts": N_("Districts"),
    "groups": N_("Working groups"),
    "placed": N_("People in groups"),
    "unique_people": N_("Unique persons"),
    "participations": N_("Participations"),
    "people_present": N_("Present at least one half-day"),
    "person_days": N_("Person-days"),
    "organisations": N_("Organisations"),
    "events": N_("Events"),
}
"""The words of the figures that are kept, by their keys."""
_HEADLINE = ("persons", "unique_people", "participations", "present", "people_present", "completed")


@dataclass(frozen=True, slots=True)
class Line:
    """A figure that is other now."""

    label: str
    then: str
    now: str
    change: str


@dataclass(frozen=True, slots=True)
class Version:
    """A report as it was sent. ``headline`` says in a line what is other since, "" if nothing."""

    sent: SentReport
    title: str
    detail: str
    headline: str
    lines: tuple[Line, ...]
    log: tuple[str, ...]


def versions(reader: Reader, reports: tuple[SentReport, ...]) -> tuple[Version, ...]:
    """These reports, each compared with what would be counted now."""
    terms = read_terms(reader)
    return tuple(_version(one, since(reader, one), terms) for one in reports)


def _version(sent: SentReport, found: Since, terms: Terms) -> Version:
    title = _("%(title)s · version %(n)d") % {"title": sent.title, "n": sent.number}
    detail = _("Sent %(day)s") % {"day": words.day(sent.sent_on)}
    if sent.recipient:
        detail = _("Sent %(day)s to %(recipient)s") % {
            "day": words.day(sent.sent_on), "recipient": sent.recipient,
        }  # fmt: skip
    told = (d for d in found.differences if not d.key.startswith("reconciliation/"))
    lines = tuple(Line(label(d.key, terms), _n(d.then), _n(d.now), _signed(d.change)) for d in told)
    return Version(sent, title, detail, headline(found), lines, tuple(map(_done, found.done)))


def headline(found: Since) -> str:
    """ "Since sent: -1 person (merged), +2 present"; "" when every figure is as it was."""
    if not found.differences:
        return ""
    by_key = {one.key: one for one in found.differences}
    said = [_short(by_key[key], found.merged) for key in _HEADLINE if key in by_key]
    others = len(found.differences) - len(said)
    if not said:
        text = ngettext("%(n)d figure is other", "%(n)d figures are other", others)
        said = [text % {"n": others}]
    return _("Since sent: %(changes)s") % {"changes": ", ".join(said)}


def _short(one: Difference, merged: int) -> str:
    n = _signed(one.change)
    if one.key in ("persons", "unique_people"):
        said = ngettext("%(n)s person", "%(n)s people", abs(int(one.change))) % {"n": n}
        if merged and one.change < 0:
            return _("%(people)s (merged)") % {"people": said}
        return said
    if one.key == "participations":
        return ngettext(
            "%(n)s participation", "%(n)s participations", abs(int(one.change))
        ) % {"n": n}  # fmt: skip
    return (_("%(n)s completed") if one.key == "completed" else _("%(n)s present")) % {"n": n}


def label(key: str, terms: Terms) -> str:
    """What a figure's key means: "Registered · Province Khammouane · women"."""
    first, *rest = key.split("/")
    said = [_part(first, terms)]
    said += [_part(part, terms) for part in rest]
    return " · ".join(said)


def _part(part: str, terms: Terms) -> str:
    name, equals, value = part.partition("=")
    if not equals:
        if name == "half_day":
            return _("Half-day")
        return _(FIGURES[name]) if name in FIGURES else name
    if name not in list(Dimension):
        return value
    wording = Wording("en" if screen_language() == "en" else "lo")
    return terms.label(Dimension(name), value or None, wording)


def _n(n: float) -> str:
    return format_number(int(n) if n == int(n) else n, screen_language())


def _signed(n: float) -> str:
    return f"{'+' if n > 0 else '−'}{_n(abs(n))}"


def _done(did: Did) -> str:
    here = did.at.astimezone()
    kinds = {"undo": _("Taken back: %(step)s"), "redo": _("Done again: %(step)s")}
    what = did.said(_)
    what = kinds[did.kind] % {"step": what} if did.kind in kinds else what
    return f"{words.day(here.date())} {words.clock(here.time())} · {did.author} · {what}"
