"""The event report: facts and figures, text, agenda as held, who came, what groups found, how it
was judged, what was learnt, photographs, annexes.

Every number of people comes from ``figures``, which counts an event once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from workshopdesk.documents import model as m
from workshopdesk.documents import reports
from workshopdesk.documents.charts import Bar, Chart
from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.counting import Dimension, Value
from workshopdesk.domain.evaluation import EvaluationQuestion
from workshopdesk.domain.event import HalfDay
from workshopdesk.i18n import N_
from workshopdesk.lao.dates import format_date
from workshopdesk.services.papers import tallies
from workshopdesk.services.papers.agenda import agenda_days, agenda_headings
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.figures import BySex, EventFigures, event_figures
from workshopdesk.services.papers.groups import findings_sheet
from workshopdesk.services.papers.heads import (
    footing,
    letterhead,
    office_signers,
    place_and_dates,
    signer,
)
from workshopdesk.services.papers.lists import half_day_words, list_headings, person_lines
from workshopdesk.services.papers.wording import (
    Wording,
    filled,
    keeping_names,
    number,
    people_count,
    share,
)

TABLES = (
    (Dimension.PROVINCE, N_("Province")),
    (Dimension.ROLE, N_("Role")),
    (Dimension.ORGANISATION_TYPE, N_("Organisation type")),
)
"""What the report divides people by, in this order."""

MARK_WORDS = {
    Mark.PRESENT: N_("Present"),
    Mark.LATE: N_("Late"),
    Mark.EXCUSED: N_("Excused"),
    Mark.ABSENT: N_("Absent"),
}


def event_report(facts: EventFacts, words: Wording) -> reports.EventReport:
    """The report of one event; what there is nothing of is left out."""
    title = words.say(N_("Event report"))
    counted = event_figures(facts)
    found = any(group.findings for work in facts.group_work for group in work.groups)
    return reports.EventReport(
        language=words.language,
        head=letterhead(facts, words, title, details=()),
        foot=footing(facts, words, title),
        dated=facts.event.last_day,
        facts=_facts(facts, counted, words),
        figures=_figures(counted, words),
        sections=_sections(facts, words),
        agenda_title=words.say(N_("Agenda as held")),
        agenda_headings=agenda_headings(words),
        agenda=agenda_days(facts, words),
        participation=participation(facts, words, counted) if counted.registered.total else None,
        findings_title=words.say(N_("What the groups found")),
        findings=findings_sheet(facts, words) if found else None,
        signers=(signer(words, N_("Compiled by")), *office_signers(facts, words)[:1]),
        evaluation_title=words.say(N_("Evaluation by the participants")),
        evaluation=tuple(evaluation_chart(q, words) for q in facts.report.evaluation if q.answered),
        lessons=_lessons(facts, words),
        photographs_title=words.say(N_("Photographs")),
        photographs=tuple(
            reports.Photograph(image, words.stored(kept.caption_lo, kept.caption_en))
            for kept, image in facts.report.photographs
        ),
        annexes=_annexes(facts, counted, words) if counted.registered.total else None,
    )


def _facts(facts: EventFacts, counted: EventFigures, words: Wording) -> tuple[m.Fact, ...]:
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
    if counted.registered.total:
        found.append(m.Fact(words.say(N_("Participants")), _roles(facts, counted, words)))
    if facts.programmes:
        programmes = [words.stored(p.name_lo, p.name_en) for p in facts.programmes]
        found.append(m.Fact(words.say(N_("Programme")), words.joined(programmes)))
    if facts.funders:
        funders = [words.stored(f.name_lo, f.name_en) for f in facts.funders]
        found.append(m.Fact(words.say(N_("Supporters")), words.joined(funders)))
    return tuple(found)


def _roles(facts: EventFacts, counted: EventFigures, words: Wording) -> m.Words:
    """How many came in each role."""
    names = _names(facts, Dimension.ROLE, words)

    def line(lang: str) -> str:
        said = _names(facts, Dimension.ROLE, Wording("en" if lang == "en" else "lo"))
        return ", ".join(
            f"{said[str(role)].main} {number(n.total, lang)}"
            for role, n in counted.by[Dimension.ROLE]
            if str(role) in names
        )

    return words.each(line)


def _figures(counted: EventFigures, words: Wording) -> tuple[reports.Figure, ...]:
    people = counted.registered
    found = [
        reports.Figure(
            number(people.total, words.main),
            words.ngettext("participant", "participants", people.total),
            _women_note(words, people),
        ),
        reports.Figure(
            number(counted.provinces, words.main),
            words.ngettext("province", "provinces", counted.provinces),
            words.ngettext("%(n)s district", "%(n)s districts", counted.districts),
        ),
    ]
    if counted.attendance:
        full = counted.completed
        label = words.say(N_("completed the event"))
        found.append(
            reports.Figure(number(full.total, words.main), label, _women_note(words, full))
        )
    if counted.groups:
        note = words.ngettext("%(n)s person", "%(n)s people", counted.placed)
        label = words.ngettext("working group", "working groups", counted.groups)
        found.append(reports.Figure(number(counted.groups, words.main), label, note))
    return tuple(found)


def _women_note(words: Wording, people: BySex) -> m.Words:
    return words.each(
        lambda lang: filled(
            N_("women %(n)s (%(share)s)"),
            lang,
            {"n": people.women, "share": share(people.women, people.total, lang)},
        )
    )


def _sections(facts: EventFacts, words: Wording) -> tuple[reports.Section, ...]:
    event = facts.event
    texts = (
        (N_("Purpose"), event.objectives_lo, event.objectives_en),
        (N_("Course of the event"), event.summary_lo, event.summary_en),
    )
    return tuple(
        reports.Section(words.say(title), _paragraphs(facts, lao, english, words))
        for title, lao, english in texts
        if lao or english
    )


def _lessons(facts: EventFacts, words: Wording) -> reports.Section | None:
    lao, english = facts.event.lessons_lo, facts.event.lessons_en
    if not lao and not english:
        return None
    return reports.Section(words.say(N_("Lessons learnt")), _paragraphs(facts, lao, english, words))


def _paragraphs(facts: EventFacts, lao: str, english: str, words: Wording) -> tuple[m.Words, ...]:
    """A paragraph a line; the n-th Lao and the n-th English one belong together."""
    names = [*(p.name for p in facts.named), *(c.name for c in facts.event.chairs)]
    lines = [[line.strip() for line in text.split("\n") if line.strip()] for text in (lao, english)]
    if words.language != "lo-en":
        own, other = lines if words.main == "lo" else lines[::-1]
        return tuple(keeping_names(m.Words(line), names) for line in own or other)
    return tuple(
        keeping_names(words.stored(one, two), names)
        for one, two in zip_longest(*lines, fillvalue="")
    )


def participation(
    facts: EventFacts, words: Wording, counted: EventFigures | None = None
) -> reports.Participation:
    """Who came, by sex, province, role and type of organisation, half-day by half-day."""
    counted = counted or event_figures(facts)
    everyone = _tally(words.say(N_("Total")), counted.registered)
    return reports.Participation(
        title=words.say(N_("Participation")),
        by_sex=words.say(N_("By sex")),
        sex=sex_lines(words, everyone),
        sex_note=sex_note(words, everyone),
        tables=tuple(_table(facts, counted, d, title, words) for d, title in TABLES),
        attendance=attendance_chart(counted, words),
        reconciliation=tuple(_reconciliation(facts, counted, words)),
    )


def _tally(label: m.Words, people: BySex) -> m.Tally:
    return m.Tally(label, people.women, people.men, people.not_said)


def _table(
    facts: EventFacts, counted: EventFigures, dimension: Dimension, title: str, words: Wording
) -> m.TallyTable:
    names, unknown = _names(facts, dimension, words), words.say(N_("Not said"))

    def label(value: Value) -> m.Words:
        return unknown if value is None else names.get(value, m.Words(value))

    return m.TallyTable(
        words.say(title),
        tallies.headings(words),
        tuple(_tally(label(value), n) for value, n in counted.by[dimension]),
        _tally(words.say(N_("Total")), counted.registered),
    )


def _names(facts: EventFacts, dimension: Dimension, words: Wording) -> dict[str, m.Words]:
    """The words of the values of a dimension."""
    if dimension is Dimension.PROVINCE:
        return {p.code: words.stored(p.name_lo, p.name_en) for p in facts.gazetteer.provinces}
    terms = facts.roles if dimension is Dimension.ROLE else facts.organisation_types
    return {str(t.code): words.stored(t.name_lo, t.name_en) for t in terms}


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


def attendance_chart(counted: EventFigures, words: Wording) -> Chart | None:
    """A column a half-day, the women dark, against everyone registered."""
    if not counted.half_days:
        return None
    registered = counted.registered.total
    heads = tallies.headings(words)
    unknown = any(people.not_said for _half_day, people in counted.half_days)
    return Chart(
        title=words.say(N_("Attendance by half-day")),
        series=(heads.women, heads.men, heads.not_said)[: 3 if unknown else 2],
        bars=tuple(
            Bar(
                _half_day(words, half_day),
                (people.women, people.men, people.not_said)[: 3 if unknown else 2],
                words.say(N_("women %(n)s"), n=people.women),
            )
            for half_day, people in counted.half_days
        ),
        note=words.say(N_("present, of %(n)s registered"), n=registered),
        whole=registered,
        upright=True,
    )


def _half_day(words: Wording, half_day: HalfDay) -> m.Words:
    time = half_day_words(words, half_day)

    def label(lang: str) -> str:
        word = time.under if lang == "en" and time.under else time.main
        return f"{format_date(half_day.day, lang).rsplit(' ', 1)[0]}, {word.lower()}"

    return words.each(label)


def _reconciliation(facts: EventFacts, counted: EventFigures, words: Wording) -> Iterable[m.Words]:
    """The lines that make the figures agree with one another."""
    registered = counted.registered.total
    if counted.attendance:
        came = counted.came.total
        yield words.say(
            N_(
                "%(registered)s registered = %(came)s present at least one half-day + "
                "%(absent)s present at none. %(full)s completed the event."
            ),
            registered=registered,
            came=came,
            absent=registered - came,
            full=counted.completed.total,
        )
        if counted.present.total > came:
            yield words.say(
                N_("Present without being registered, so not among the registered: %(n)s."),
                n=counted.present.total - came,
            )
        percent = facts.event.completion_percent
        if percent < 100:
            rule = N_("Completed means present at %(share)s or more of the half-days.")
            yield words.each(lambda lang: filled(rule, lang, {"share": f"{percent}%"}))
    yield words.say(
        N_("One event: %(participations)s participations by %(people)s unique persons."),
        participations=registered,
        people=counted.persons,
    )
    heads = counted.heads
    if heads.total:
        yield words.each(
            lambda lang: filled(
                N_("Counted but not named, so not among the above: %(people)s."),
                lang,
                {"people": people_count(lang, heads.total, heads.women)},
            )
        )


def evaluation_chart(question: EvaluationQuestion, words: Wording) -> Chart:
    """A question with a bar for each answer and its share."""
    return Chart(
        title=words.stored(question.question_lo, question.question_en),
        series=(words.say(N_("Answers")),),
        bars=tuple(
            Bar(
                m.Words(answer),
                (count,),
                words.each(lambda lang, n=count: share(n, question.answered, lang)),  # type: ignore[misc]  # bound at once
            )
            for answer, count in question.answers
        ),
        note=words.ngettext("%(n)s answer", "%(n)s answers", question.answered),
    )


def _annexes(facts: EventFacts, counted: EventFigures, words: Wording) -> reports.Annexes:
    """Everyone counted, without phone numbers; who refused to be named is not.

    Who was present without being registered stands there too, so that the rows make the totals.
    """
    registered = {p.id for p in facts.registered}
    counting = [p for p in facts.named if p.id in registered or p.id in facts.came]
    hidden = words.say(N_("Name withheld"))
    lines = person_lines(replace(facts, people=tuple(counting)), words)
    people = tuple(
        replace(line, phone="", mark="")
        if person.person_id not in facts.report.unnamed
        else replace(line, name=hidden, position="", unit="", phone="", mark="")
        for line, person in zip(lines, counting, strict=True)
    )
    headings = replace(list_headings(words), phone=m.Words(""))
    more = len(counting) > len(facts.registered)
    note = words.say(
        N_("Everyone registered or present, in the order of the list.")
        if more
        else N_("Everyone registered, in the order of the list.")
    )
    marks = [facts.marks.get(person.id, {}) for person in counting]
    grid = _grid(counted, people, marks, words) if counted.half_days else None
    return reports.Annexes(words.say(N_("Annexes")), headings, people, note, grid)


def _grid(
    counted: EventFigures,
    people: tuple[m.PersonLine, ...],
    marks: Sequence[Mapping[int, Mark]],
    words: Wording,
) -> reports.AttendanceGrid:
    return reports.AttendanceGrid(
        title=words.say(N_("Attendance by half-day")),
        number=words.say(N_("No.")),
        name=words.say(N_("Name and surname")),
        half_days=tuple(
            m.Words(f"{h.day.day}/{h.day.month}", half_day_words(words, h).main)
            for h, _people in counted.half_days
        ),
        rows=tuple(
            reports.GridRow(
                line.number,
                line.name,
                tuple(str(own.get(h.number, "")) for h, _people in counted.half_days),
            )
            for line, own in zip(people, marks, strict=True)
        ),
        legend=tuple((str(mark), words.say(word)) for mark, word in MARK_WORDS.items()),
        total=words.say(N_("Present")),
        present=tuple(n.total for _half_day, n in counted.half_days),
    )
