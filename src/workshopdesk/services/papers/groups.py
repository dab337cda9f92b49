"""Group lists and findings of an event's group work."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from workshopdesk.documents import model as m
from workshopdesk.domain.groups import WorkGroup
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_
from workshopdesk.services.papers import tallies
from workshopdesk.services.papers.agenda import time_span
from workshopdesk.services.papers.facts import EventFacts, GroupSession
from workshopdesk.services.papers.heads import footing, letterhead
from workshopdesk.services.papers.wording import Wording, people_count, women_of
from workshopdesk.services.papers.wording import people as people_phrase

People = dict[UUID, ParticipantRow]


def group_lists(facts: EventFacts, words: Wording) -> m.GroupLists:
    """Who works in which group, on what, led by whom."""
    title = words.say(N_("Group lists"))
    people = {p.id: p for p in facts.people}
    return m.GroupLists(
        language=words.language,
        head=letterhead(facts, words, title, official=False, details=()),
        foot=footing(facts, words, title),
        dated=facts.event.first_day,
        headings=m.GroupHeadings(
            topic=words.say(N_("Topic")),
            facilitator=words.say(N_("Group leader")),
            rapporteur=words.say(N_("Group secretary")),
        ),
        sessions=tuple(_session(work, words, people) for work in facts.group_work),
    )


def _session(work: GroupSession, words: Wording, people: People) -> m.GroupSession:
    everyone = [p for group in work.groups for p in _members(group, people)]
    total = tallies.tally(m.Words(""), everyone)
    when = f"{words.weekday(work.session.day).main} · {time_span(work.session)}"
    groups = words.ngettext("%(n)s group", "%(n)s groups", len(work.groups)).main
    count = f"{groups}, {people_count(words.main, total.total, total.women)}"
    title = words.stored(work.session.title_lo, work.session.title_en)
    return m.GroupSession(
        (m.Words(f"{title.main} · {when} · {count}", title.under),),
        tuple(_block(group, words, people) for group in work.groups),
    )


def _block(group: WorkGroup, words: Wording, people: People) -> m.GroupBlock:
    members = _members(group, people)
    total = tallies.tally(m.Words(""), members)
    return m.GroupBlock(
        label=words.say(N_("Group")),
        number=str(group.number),
        room=group.room,
        count=people_phrase(words.main, total.total),
        women=f"({women_of(words.main, total.women)})",
        question=words.stored(group.question_lo, group.question_en),
        facilitator=_name(group.facilitator_id, words, people),
        rapporteur=_name(group.rapporteur_id, words, people),
        members=tuple(
            m.GroupMember(n, words.name(p), words.sex(p.sex)) for n, p in enumerate(members, 1)
        ),
    )


def _members(group: WorkGroup, people: People) -> Sequence[ParticipantRow]:
    return [people[id] for id in group.member_ids if id in people]


def _name(id: UUID | None, words: Wording, people: People) -> str:
    return words.name(people[id]).main if id in people else ""


def findings_sheet(facts: EventFacts, words: Wording) -> m.FindingsSheet:
    """What every group reported."""
    title = words.say(N_("Findings of the groups"))
    people = {p.id: p for p in facts.people}
    return m.FindingsSheet(
        language=words.language,
        head=letterhead(facts, words, title, official=False),
        foot=footing(facts, words, title),
        dated=facts.event.last_day,
        findings_title=words.say(N_("Findings")),
        recommendations_title=words.say(N_("Recommendations")),
        nothing=words.say(N_("None")),
        groups=tuple(
            _findings(group, words, people) for work in facts.group_work for group in work.groups
        ),
    )


def _findings(group: WorkGroup, words: Wording, people: People) -> m.GroupFindings:
    leaders = [
        f"{words.line(label)}: {_name(id, words, people)}"
        for label, id in (
            (N_("Group leader"), group.facilitator_id),
            (N_("Group secretary"), group.rapporteur_id),
        )
        if id in people
    ]
    return m.GroupFindings(
        title=words.say(N_("Group %(number)s"), number=str(group.number)),
        question=words.stored(group.question_lo, group.question_en),
        leaders=" · ".join(leaders),
        findings=tuple(f.text for f in group.findings if not f.recommendation),
        recommendations=tuple(f.text for f in group.findings if f.recommendation),
    )
