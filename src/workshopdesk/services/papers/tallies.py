"""Counts by sex and by one dimension, as papers print them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from workshopdesk.documents import model as m
from workshopdesk.domain.people import Sex
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_
from workshopdesk.services.papers.positions import position_in_english
from workshopdesk.services.papers.wording import Wording

People = Sequence[ParticipantRow]
Value = Callable[[ParticipantRow], m.Words]


def headings(words: Wording) -> m.TallyHeadings:
    """The words above women, men, not said and total."""
    return m.TallyHeadings(
        words.say(N_("Women")),
        words.say(N_("Men")),
        words.say(N_("Not said")),
        words.say(N_("Total")),
    )


def tally(label: m.Words, people: Iterable[ParticipantRow]) -> m.Tally:
    """How many women, men and people whose sex was not said."""
    sexes = [p.sex for p in people]
    return m.Tally(label, sexes.count(Sex.FEMALE), sexes.count(Sex.MALE), sexes.count(None))


def table(words: Wording, title: m.Words, people: People, value: Value) -> m.TallyTable:
    """People by a value: the most frequent first, those without one last."""
    groups: dict[m.Words, list[ParticipantRow]] = {}
    unknown = words.say(N_("Not said"))
    for person in people:
        found = value(person)
        groups.setdefault(found if found.main else unknown, []).append(person)
    rows = [tally(label, members) for label, members in groups.items()]
    rows.sort(key=lambda row: (row.label == unknown, -row.total))
    return m.TallyTable(title, headings(words), tuple(rows), tally(words.say(N_("Total")), people))


def by_province(people: People, words: Wording) -> m.TallyTable:
    """People by province."""
    return table(
        words,
        words.say(N_("Province")),
        people,
        lambda p: words.stored(p.province_lo, p.province_en),
    )


def by_position(people: People, words: Wording) -> m.TallyTable:
    """People by what their list says they are."""
    return table(words, words.say(N_("Position")), people, lambda p: position(words, p))


def position(words: Wording, person: ParticipantRow) -> m.Words:
    """A position; in English where the table of positions has it."""
    return words.stored(person.position, position_in_english(person.position))
