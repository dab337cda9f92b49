"""Ready to report? What a reader of an event's report would question, each with its place.

Home asks it of many events by their standings; the report's page asks more of its one event.
``code`` says what, ``record`` where: a registration, a session, a person, a half-day's number.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from workshopdesk.domain.event import Event
from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.domain.standing import Standing
from workshopdesk.i18n import _, ngettext
from workshopdesk.services.agenda import clashes_of
from workshopdesk.store import Reader

if TYPE_CHECKING:
    from workshopdesk.services.papers.facts import EventFacts

_bad = partial(Problem, Severity.ERROR)
_doubt = partial(Problem, Severity.WARNING)
_TOLD_OTHERWISE = ("no_groups", "chair")
"""Clashes of an agenda with what is not there yet, rather than with time."""


def questions(reader: Reader, event: Event, facts: EventFacts | None = None) -> tuple[Problem, ...]:
    """Everything that would be questioned if the event were reported now; ``facts`` if read."""
    (standing,) = reader.standings([event])
    if facts is None:
        from workshopdesk.services.papers.facts import read_facts  # slow; Home needs it not

        facts = read_facts(reader, str(event.id))
    return (*of_standing(reader, standing, held=True), *_of_facts(reader, facts))


def of_standing(reader: Reader, standing: Standing, *, held: bool) -> Iterator[Problem]:
    """What can be told of an event by its counts; ``held``: what follows the event is due too."""
    yield from _people(standing)
    yield from _agenda(reader, standing)
    if standing.groupless and standing.people:
        yield _doubt("groups_none", _("Group work without groups"))
    elif held and standing.silent_group is not None:
        yield _doubt("groups_silent", _silent(standing))
    if held and standing.people and not standing.marks:
        yield _bad("attendance_none", _("No attendance taken yet"))


def _people(standing: Standing) -> Iterator[Problem]:
    if not standing.people:
        yield _bad("people_none", _("Nobody is on the list yet"))
    n = standing.unknown_sex
    if n:
        said = ngettext("Sex of %(n)d person not said", "Sex of %(n)d people not said", n)
        yield _doubt("sex_unknown", said % {"n": n})
    n = standing.unknown_province
    if n:
        said = ngettext(
            "Province of %(n)d person not known", "Province of %(n)d people not known", n
        )
        yield _doubt("province_unknown", said % {"n": n})
    n = standing.same_names
    if n:
        said = ngettext("%(n)d person may be entered twice", "%(n)d people may be entered twice", n)
        yield _doubt("duplicates", said % {"n": n})


def _agenda(reader: Reader, standing: Standing) -> Iterator[Problem]:
    if not standing.sessions:
        yield _doubt("agenda_empty", _("The agenda is empty"))
    clashes = clashes_of(reader, standing.event) if standing.doubtful_agenda else ()
    found = [clash for clash in clashes if clash.code not in _TOLD_OTHERWISE]
    if found:
        n = len(found)
        said = ngettext("%(n)d clash in the agenda", "%(n)d clashes in the agenda", n)
        place = str(found[0].sessions[-1].id)
        yield _doubt("agenda_clash", said % {"n": n}, record=place)


def _silent(standing: Standing) -> str:
    if standing.silent_groups == 1:
        return _("Group %(n)d has no findings yet") % {"n": standing.silent_group}
    n = standing.silent_groups
    said = ngettext("%(n)d group has no findings yet", "%(n)d groups have no findings yet", n)
    return said % {"n": n}


def _of_facts(reader: Reader, facts: EventFacts) -> Iterator[Problem]:
    from workshopdesk.services.papers.issuing import without_certificate  # as above

    if facts.attendance:
        yield from _unsigned(facts)
    persons = {p.person_id: p for p in facts.named}
    twice = reader.in_other_provinces(facts.event.id)
    elsewhere = [person for key, person in persons.items() if key in twice]
    if elsewhere:
        said = ngettext(
            "%(n)d person counts under another province in this year too",
            "%(n)d people count under another province in this year too", len(elsewhere),
        )  # fmt: skip
        place = str(elsewhere[0].id)
        yield _doubt("two_provinces", said % {"n": len(elsewhere)}, record=place)
    unasked = sorted(reader.sensitive_without_consent(facts.event.id), key=str)
    if unasked:
        said = ngettext(
            "Ethnicity or disability of %(n)d person kept without consent, so not counted",
            "Ethnicity or disability of %(n)d people kept without consent, so not counted",
            len(unasked),
        )
        yield _doubt("consent_missing", said % {"n": len(unasked)}, record=str(unasked[0]))
    pending = len(without_certificate(facts)) if facts.attendance else 0
    if pending:
        said = ngettext(
            "%(n)d certificate not issued yet", "%(n)d certificates not issued yet", pending
        )
        yield Problem(Severity.HINT, "certificates_pending", said % {"n": pending})
    if not facts.event.summary_lo and not facts.event.summary_en:
        yield Problem(
            Severity.HINT, "summary_empty", _("Nothing is written of how it went"), record="summary"
        )


def _unsigned(facts: EventFacts) -> Iterator[Problem]:
    """Half-days of which nothing is written down, and people of whom something is not."""
    taken = {mark.half_day for mark in facts.attendance}
    untaken = [h.number for h in facts.half_days if h.number not in taken]
    if untaken:
        said = ngettext(
            "No attendance taken on %(n)d half-day", "No attendance taken on %(n)d half-days",
            len(untaken),
        )  # fmt: skip
        yield _bad("half_days_unsigned", said % {"n": len(untaken)}, record=str(untaken[0]))
    wanted = taken & facts.expected
    unmarked = [p for p in facts.registered if wanted - facts.marks.get(p.id, {}).keys()]
    if unmarked and wanted:
        first = min(wanted - facts.marks.get(unmarked[0].id, {}).keys())
        said = ngettext(
            "Attendance of %(n)d person is not written down for every half-day",
            "Attendance of %(n)d people is not written down for every half-day", len(unmarked),
        )  # fmt: skip
        yield _doubt("people_unmarked", said % {"n": len(unmarked)}, record=str(first))
