"""What the groups' board shows: columns, cards, balance, and what a move would do. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from uuid import UUID

from workshopdesk.domain.agenda import Session, SessionKind
from workshopdesk.domain.groups import WorkGroup
from workshopdesk.domain.people import Sex
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.services.groups import members_of
from workshopdesk.store import Reader
from workshopdesk.ui import words

ATTRIBUTES: tuple[tuple[str, str, Callable[[ParticipantRow], object]], ...] = (
    ("sex", N_("Sex"), lambda row: row.sex),
    ("organisation", N_("Unit"), lambda row: row.organisation_id or row.organisation),
    ("province", N_("Province"), lambda row: row.province or row.province_lo),
    ("role", N_("Role"), lambda row: row.role),
)
WARN_UNDER = 80


@dataclass(frozen=True, slots=True)
class Card:
    """One person in a group."""

    row: ParticipantRow
    name: str
    detail: str
    part: str

    @property
    def id(self) -> UUID:
        """The registration's key."""
        return self.row.id


@dataclass(frozen=True, slots=True)
class Meter:
    """How like the whole a group is in one attribute: 100 is exactly alike."""

    key: str
    name: str
    score: int

    @property
    def warns(self) -> bool:
        """Whether it is low enough to be pointed out."""
        return self.score < WARN_UNDER


@dataclass(frozen=True, slots=True)
class Column:
    """One group."""

    group: WorkGroup
    name: str
    count: str
    question: str
    meters: tuple[Meter, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ScreenState:
    """The whole board. ``sessions`` are the event's group-work sessions, code and title."""

    event_code: str
    sessions: tuple[tuple[str, str], ...]
    session: Session | None
    columns: tuple[Column, ...]
    placed: str
    unplaced: tuple[Card, ...]
    everyone: tuple[ParticipantRow, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What moving a person to a group would do to that group's weakest attribute."""

    group: UUID
    name: str
    said: str
    good: bool


def read(reader: Reader, event_id: UUID, session_code: str) -> ScreenState:
    """Read the board of a group-work session; the first one where the code is not known."""
    event = reader.event(event_id)
    sessions = [s for s in reader.sessions(event_id) if s.kind is SessionKind.GROUP_WORK]
    having = [s for s in sessions if reader.groups(s.id)]
    chosen = next((s for s in sessions if s.code == session_code), None)
    chosen = chosen or next(iter(having or sessions), None)
    groups = reader.groups(chosen.id) if chosen is not None else ()
    rows = {row.id: row for row in reader.participants(event_id)}
    people = tuple(members_of(list(rows.values())))
    columns = tuple(_column(group, rows, people) for group in groups)
    placed = {card.id for column in columns for card in column.cards}
    names = tuple((s.code, f"{s.title(screen_language())} · {s.code}") for s in sessions)
    return ScreenState(
        event.code,
        names,
        chosen,
        columns,
        words.count_people(rows[key].sex for key in placed),
        tuple(_card(row, None) for row in people if row.id not in placed) if groups else (),
        people,
    )


def meters(rows: Sequence[ParticipantRow], everyone: Sequence[ParticipantRow]) -> tuple[Meter, ...]:
    """How evenly these people are chosen from everyone, per attribute, 0 to 100.

    Of each value a group should have its share, rounded either way; 100 is that for all values,
    and each person too many or too few takes away their part of the group.
    """
    made = []
    for key, name, value in ATTRIBUTES:
        whole = Counter(value(row) for row in everyone)
        part = Counter(value(row) for row in rows)
        if not rows or not everyone:
            made.append(Meter(key, _(name), 0))
            continue
        size = len(rows) / len(everyone)
        apart = sum(_apart(part[v], whole[v] * size) for v in {*whole, *part})
        made.append(Meter(key, _(name), max(round(100 * (1 - apart / len(rows))), 0)))
    return tuple(made)


def _apart(count: int, share: float) -> float:
    """How many people a count is from its share, rounded up or down as suits it."""
    return max(floor(share) - count, count - ceil(share), 0)


def with_person(state: ScreenState, column: Column, registration_id: UUID) -> Column:
    """A column as it would be with one more person (or unchanged when they are in it)."""
    if any(card.id == registration_id for card in column.cards):
        return column
    row = next((r for r in state.everyone if r.id == registration_id), None)
    if row is None:
        return column
    rows = [*(card.row for card in column.cards), row]
    count = words.count_people(r.sex for r in rows)
    return replace(column, count=count, meters=meters(rows, state.everyone))


def effects(state: ScreenState, card: Card) -> tuple[Effect, ...]:
    """What a move to each other group would do."""
    made = []
    for column in state.columns:
        if any(c.id == card.id for c in column.cards):
            continue
        moved = with_person(state, column, card.id)
        changes = zip(moved.meters, column.meters, strict=True)
        worst = min(changes, key=lambda pair: pair[0].score - pair[1].score)[0]
        good = not worst.warns
        said = _("Good") if good else f"{worst.name} {worst.score}"
        made.append(Effect(column.group.id, column.name, said, good))
    return tuple(made)


def icon(sex: Sex | None) -> str:
    """The sign of a sex."""
    if sex is None:
        return "minus"
    return "gender-female" if sex is Sex.FEMALE else "gender-male"


def _column(
    group: WorkGroup, rows: dict[UUID, ParticipantRow], people: Sequence[ParticipantRow]
) -> Column:
    members = [rows[key] for key in group.member_ids if key in rows]
    english = screen_language() == "en"
    question = (group.question_en or group.question_lo) if english else group.question_lo
    return Column(
        group,
        _("Group %(n)d") % {"n": group.number},
        words.count_people(row.sex for row in members),
        question,
        meters(members, people),
        tuple(_card(row, group) for row in members),
    )


def _card(row: ParticipantRow, group: WorkGroup | None) -> Card:
    english = screen_language() == "en"
    province = row.province_en if english else row.province_lo
    part = ""
    if group is not None and row.id == group.facilitator_id:
        part = _("Leads the group")
    elif group is not None and row.id == group.rapporteur_id:
        part = _("Takes the notes")
    name = row.name_latin if english and row.name_latin else row.name
    return Card(row, name, " · ".join(p for p in (row.organisation, province) if p), part)
