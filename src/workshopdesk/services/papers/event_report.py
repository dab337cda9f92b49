"""The event report: facts and figures, text, agenda as held, who came, what groups found."""

from __future__ import annotations

from workshopdesk.documents import model as m
from workshopdesk.domain.event import HalfDay
from workshopdesk.domain.people import Sex
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_
from workshopdesk.lao.dates import format_date
from workshopdesk.services.papers import tallies
from workshopdesk.services.papers.agenda import agenda_days, agenda_headings
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.groups import findings_sheet
from workshopdesk.services.papers.heads import (
    footing,
    letterhead,
    office_signers,
    place_and_dates,
    signer,
)
from workshopdesk.services.papers.lists import half_day_words
from workshopdesk.services.papers.wording import (
    Wording,
    filled,
    keeping_names,
    number,
    people_count,
    share,
)


def event_report(facts: EventFacts, words: Wording) -> m.EventReport:
    """The report of one event; every count in it is made once, here."""
    title = words.say(N_("Event report"))
    return m.EventReport(
        language=words.language,
        head=letterhead(facts, words, title, details=()),
        foot=footing(facts, words, title),
        dated=facts.event.last_day,
        facts=_facts(facts, words),
        figures=_figures(facts, words),
        sections=_sections(facts, words),
        agenda_title=words.say(N_("Agenda as held")),
        agenda_headings=agenda_headings(words),
        agenda=agenda_days(facts, words),
        participation=participation(facts, words),
        findings_title=words.say(N_("What the groups found")),
        findings=findings_sheet(facts, words) if facts.group_work else None,
        signers=(signer(words, N_("Compiled by")), *office_signers(facts, words)[:1]),
    )


def _facts(facts: EventFacts, words: Wording) -> tuple[m.Fact, ...]:
    found = [m.Fact(words.say(N_("Place and dates")), place_and_dates(facts, words))]
    if facts.event.topic_lo or facts.event.topic_en:
        topic = words.stored(facts.event.topic_lo, facts.event.topic_en)
        found.append(m.Fact(words.say(N_("Topic")), topic))
    for chair in facts.event.chairs:
        lao = ", ".join(filter(None, (chair.name, chair.title)))
        english = ", ".join(filter(None, (chair.name_en, chair.title_en))) if chair.name_en else ""
        said = keeping_names(words.stored(lao, english), [chair.name, chair.name_en])
        found.append(m.Fact(words.say(N_("Chair")), said))
    if facts.hosts:
        hosts = words.joined([words.stored(h.name_lo, h.name_en) for h in facts.hosts])
        found.append(m.Fact(words.say(N_("Host")), hosts))
    if facts.registered:
        found.append(m.Fact(words.say(N_("Participants")), _roles(facts, words)))
    if facts.programmes:
        programmes = [words.stored(p.name_lo, p.name_en) for p in facts.programmes]
        found.append(m.Fact(words.say(N_("Programme")), words.joined(programmes)))
    if facts.funders:
        funders = [words.stored(f.name_lo, f.name_en) for f in facts.funders]
        found.append(m.Fact(words.say(N_("Supporters")), words.joined(funders)))
    return tuple(found)


def _roles(facts: EventFacts, words: Wording) -> m.Words:
    """How many came in each role."""
    counts = [(role, sum(p.role == role.code for p in facts.registered)) for role in facts.roles]

    def line(lang: str) -> str:
        return ", ".join(
            f"{role.name_en if lang == 'en' else role.name_lo} {number(n, lang)}"
            for role, n in counts
            if n
        )

    return words.each(line)


def _figures(facts: EventFacts, words: Wording) -> tuple[m.Figure, ...]:
    people = facts.registered
    women = _women(people)
    provinces = {p.province or p.province_lo for p in people} - {""}
    districts = {p.district or p.district_lo for p in people} - {""}
    found = [
        m.Figure(
            number(len(people), words.main),
            words.ngettext("participant", "participants", len(people)),
            _women_note(words, women, len(people)),
        ),
        m.Figure(
            number(len(provinces), words.main),
            words.ngettext("province", "provinces", len(provinces)),
            words.ngettext("%(n)s district", "%(n)s districts", len(districts)),
        ),
    ]
    if facts.attendance:
        full = [p for p in people if p.id in facts.completed]
        note = _women_note(words, _women(full), len(full))
        found.append(
            m.Figure(number(len(full), words.main), words.say(N_("completed the event")), note)
        )
    groups = [group for work in facts.group_work for group in work.groups]
    if groups:
        placed = sum(len(group.member_ids) for group in groups)
        note = words.ngettext("%(n)s person", "%(n)s people", placed)
        label = words.ngettext("working group", "working groups", len(groups))
        found.append(m.Figure(number(len(groups), words.main), label, note))
    return tuple(found)


def _women(people: tuple[ParticipantRow, ...] | list[ParticipantRow]) -> int:
    return sum(p.sex is Sex.FEMALE for p in people)


def _women_note(words: Wording, women: int, total: int) -> m.Words:
    return words.each(
        lambda lang: filled(
            N_("women %(n)s (%(share)s)"), lang, {"n": women, "share": share(women, total, lang)}
        )
    )


def _sections(facts: EventFacts, words: Wording) -> tuple[m.Section, ...]:
    event = facts.event
    texts = (
        (N_("Purpose"), event.objectives_lo, event.objectives_en),
        (N_("Course of the event"), event.summary_lo, event.summary_en),
    )
    names = [*(p.name for p in facts.named), *(c.name for c in event.chairs)]
    return tuple(
        m.Section(words.say(title), (keeping_names(words.stored(lao, english), names),))
        for title, lao, english in texts
        if lao or english
    )


def participation(facts: EventFacts, words: Wording) -> m.Participation:
    """Who came, by sex, province, position and role, half-day by half-day, reconciled."""
    everyone = tallies.tally(words.say(N_("Total")), facts.registered)
    return m.Participation(
        title=words.say(N_("Participation")),
        by_sex=words.say(N_("By sex")),
        sex=sex_lines(words, everyone),
        sex_note=sex_note(words, everyone),
        tables=(
            tallies.by_province(facts.registered, words),
            tallies.by_position(facts.registered, words),
            tallies.by_role(facts, facts.registered, words),
        ),
        attendance=_attendance(facts, words),
        reconciliation=_reconciliation(facts, words),
    )


def sex_lines(words: Wording, everyone: m.Tally) -> tuple[m.CountLine, ...]:
    """Women, men and those whose sex was not said, with their shares."""
    parts = [(N_("Women"), everyone.women), (N_("Men"), everyone.men)]
    if everyone.not_said:
        parts.append((N_("Not said"), everyone.not_said))
    return tuple(
        m.CountLine(words.say(label), n, share(n, everyone.total, words.main)) for label, n in parts
    )


def sex_note(words: Wording, everyone: m.Tally) -> m.Words:
    """How many there are, and of how many the sex is not known."""
    if not everyone.not_said:
        return words.say(N_("%(n)s people; sex known for all"), n=everyone.total)
    return words.say(
        N_("%(n)s people; sex not said for %(unknown)s"),
        n=everyone.total,
        unknown=everyone.not_said,
    )


def _attendance(facts: EventFacts, words: Wording) -> m.AttendanceChart | None:
    if not facts.attendance:
        return None
    present = {p.id: facts.present.get(p.id, frozenset()) for p in facts.registered}
    return m.AttendanceChart(
        title=words.say(N_("Attendance by half-day")),
        note=words.say(N_("present, of %(n)s registered"), n=len(facts.registered)),
        registered=len(facts.registered),
        half_days=tuple(
            _half_day(words, h, [p for p in facts.registered if h.number in present[p.id]])
            for h in facts.half_days
        ),
    )


def _half_day(words: Wording, half_day: HalfDay, people: list[ParticipantRow]) -> m.HalfDayCount:
    time = half_day_words(words, half_day)

    def label(lang: str) -> str:
        word = time.under if lang == "en" and time.under else time.main
        return f"{format_date(half_day.day, lang).rsplit(' ', 1)[0]}, {word.lower()}"

    women = _women(people)
    return m.HalfDayCount(
        label=words.each(label),
        women=women,
        total=len(people),
        women_text=words.line(N_("women %(n)s"), n=women),
    )


def _reconciliation(facts: EventFacts, words: Wording) -> tuple[m.Words, ...]:
    """The lines that make the figures agree with one another."""
    registered = len(facts.registered)
    lines: list[m.Words] = []
    if facts.attendance:
        came = sum(p.id in facts.came for p in facts.registered)
        full = sum(p.id in facts.completed for p in facts.registered)
        lines.append(
            words.say(
                N_(
                    "%(registered)s registered = %(came)s present at least one half-day + "
                    "%(absent)s present at none. %(full)s completed the event."
                ),
                registered=registered,
                came=came,
                absent=registered - came,
                full=full,
            )
        )
        percent = facts.event.completion_percent
        if percent < 100:
            rule = N_("Completed means present at %(share)s or more of the half-days.")
            lines.append(words.each(lambda lang: filled(rule, lang, {"share": f"{percent}%"})))
    unique = len({p.person_id for p in facts.registered})
    lines.append(
        words.say(
            N_("One event: %(participations)s participations by %(people)s unique persons."),
            participations=registered,
            people=unique,
        )
    )
    more = sum(h.women + h.men + h.not_said for h in facts.head_counts)
    if more:
        women = sum(h.women for h in facts.head_counts)
        lines.append(
            words.each(
                lambda lang: filled(
                    N_("Counted but not named, so not among the above: %(people)s."),
                    lang,
                    {"people": people_count(lang, more, women)},
                )
            )
        )
    return tuple(lines)
