"""How an event stands: what of it is there, and what is missing before it can be reported."""

from __future__ import annotations

from dataclasses import dataclass

from workshopdesk.domain.event import Event


@dataclass(frozen=True, slots=True)
class Standing:
    """An event with its counts; cancelled registrations and seats without a name do not count.

    ``same_names``: people on the list whose name someone else has too, not decided yet.
    ``doubtful_agenda``: sessions that may clash; the agenda itself must be looked at to know.
    ``groupless``: group-work sessions without groups. ``silent_group``: the first group that
    reported nothing, ``silent_groups`` how many. ``marks``: whether attendance was taken.
    """

    event: Event
    people: int
    women: int
    unknown_sex: int
    unknown_province: int
    same_names: int
    sessions: int
    doubtful_agenda: bool
    groupless: int
    silent_group: int | None
    silent_groups: int
    marks: bool


@dataclass(frozen=True, slots=True)
class YearInNumbers:
    """Of the events of a year: people counted once, women among them, participations, provinces."""

    people: int
    women: int
    participations: int
    provinces: int
