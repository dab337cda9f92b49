"""What the groups' board shows: columns, cards, balance, and what a move would do. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import TypeAlias
from uuid import UUID

from workshopdesk.domain.agenda import Session, SessionKind
from workshopdesk.domain.groups import GroupWish, WishKind, WorkGroup
from workshopdesk.domain.people import Sex
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.services.groups import TRAITS, members_of
from workshopdesk.store import Reader
from workshopdesk.ui import words

ATTRIBUTES = (
    ("sex", N_("Sex")),
    ("organisation_type", N_("Unit type")),
    ("province", N_("Province")),
    ("role", N_("Role")),
)
"""What groups are balanced by here (``services.groups.TRAITS``), and its word on a meter."""
BALANCE = tuple(key for key, _name in ATTRIBUTES)
WARN_UNDER = 80
MOST_EFFECTS = 11
Shares: TypeAlias = tuple[Mapping[str, int], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One person in a group; ``leads`` it, or ``notes`` what it says, which ``part`` words."""

    row: ParticipantRow
    name: str
    detail: str
    part: str = ""
    leads: bool = False
    notes: bool = False
    locked: bool = False

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
    """One group, or (``group`` None) those who are in none."""

    group: WorkGroup | None
    name: str
    count: str
    question: str
    meters: tuple[Meter, ...]
    cards: tuple[Card, ...]

    @property
    def work(self) -> WorkGroup:
        """The group. Raises LookupError for those who are in none."""
        if self.group is None:
            raise LookupError("this column is no group")
        return self.group


@dataclass(frozen=True, slots=True)
class Rule:
    """A wish about the person in hand, in words, with the other person and their group."""

    other: UUID
    kind: WishKind
    said: str
    detail: str
    icon: str
    kept: bool


@dataclass(frozen=True, slots=True)
class ScreenState:
    """The whole board. ``sessions`` are the event's group-work sessions, code and title."""

    event_code: str
    sessions: tuple[tuple[str, str], ...]
    session: Session | None
    columns: tuple[Column, ...]
    placed: str
    waiting: Column | None
    everyone: tuple[ParticipantRow, ...]
    wishes: tuple[GroupWish, ...] = ()
    shares: Shares | None = None

    @property
    def unplaced(self) -> int:
        """How many are in no group yet."""
        return len(self.waiting.cards) if self.waiting is not None else 0

    @property
    def rules(self) -> int:
        """How many locks and wishes hold."""
        locked = sum(card.locked for column in self.columns for card in column.cards)
        return locked + len(self.wishes)

    def column_of(self, registration_id: UUID) -> Column | None:
        """Where someone sits."""
        every = (*self.columns, *((self.waiting,) if self.waiting is not None else ()))
        return next((c for c in every if any(k.id == registration_id for k in c.cards)), None)

    def card_of(self, registration_id: UUID) -> Card | None:
        """Someone's card."""
        column = self.column_of(registration_id)
        cards = column.cards if column is not None else ()
        return next((card for card in cards if card.id == registration_id), None)


@dataclass(frozen=True, slots=True)
class Effect:
    """What moving a person to a group would do to that group's weakest attribute.

    ``allowed`` False: a wish would be broken.
    """

    group: UUID
    name: str
    said: str
    good: bool
    allowed: bool = True


def read(reader: Reader, event_id: UUID, session_code: str) -> ScreenState:
    """Read the board of a group-work session; the first one where the code is not known."""
    event = reader.event(event_id)
    sessions = [s for s in reader.sessions(event_id) if s.kind is SessionKind.GROUP_WORK]
    formed = {s.id: reader.groups(s.id) for s in sessions}
    having = [s for s in sessions if formed[s.id]]
    chosen = next((s for s in sessions if s.code == session_code), None)
    chosen = chosen or next(iter(having or sessions), None)
    groups = formed[chosen.id] if chosen is not None else ()
    rows = {row.id: row for row in reader.participants(event_id)}
    people = tuple(members_of(list(rows.values())))
    shares = _shares(people)
    columns = tuple(_column(group, rows, people, shares) for group in groups)
    placed = {card.id for column in columns for card in column.cards}
    names = tuple((s.code, f"{s.title(screen_language())} · {s.code}") for s in sessions)
    return ScreenState(
        event.code,
        names,
        chosen,
        columns,
        words.count_people(rows[key].sex for key in placed),
        _waiting([row for row in people if row.id not in placed]) if groups else None,
        people,
        reader.group_wishes(chosen.id) if chosen is not None else (),
        shares,
    )


def _waiting(rows: Sequence[ParticipantRow]) -> Column | None:
    """Those who are in no group yet, None when there is nobody."""
    if not rows:
        return None
    count = _count(rows)
    said = _("Came after the groups were formed")
    return Column(None, _("Without a group"), count, said, (), tuple(_card(r, None) for r in rows))


def meters(
    rows: Sequence[ParticipantRow],
    everyone: Sequence[ParticipantRow],
    shares: Shares | None = None,
) -> tuple[Meter, ...]:
    """How evenly these people are chosen from everyone, per attribute, 0 to 100.

    Of each value a group should have its share, rounded either way; 100 is that for all values,
    and each person too many or too few takes away their part of the group. ``shares`` are those
    of everyone, if known.
    """
    if not rows or not everyone:
        return tuple(Meter(key, _(name), 0) for key, name in ATTRIBUTES)
    made = []
    size = len(rows) / len(everyone)
    for (key, name), whole in zip(ATTRIBUTES, shares or _shares(everyone), strict=True):
        part = Counter(TRAITS[key](row) for row in rows)
        apart = sum(_apart(part[v], whole.get(v, 0) * size) for v in {*whole, *part})
        made.append(Meter(key, _(name), max(round(100 * (1 - apart / len(rows))), 0)))
    return tuple(made)


def _shares(everyone: Sequence[ParticipantRow]) -> Shares:
    """How many of everyone have each value, per attribute."""
    return tuple(Counter(TRAITS[key](row) for row in everyone) for key, _name in ATTRIBUTES)


def _apart(count: int, share: float) -> float:
    """How many people a count is from its share, rounded up or down as suits it."""
    return max(floor(share) - count, count - ceil(share), 0)


def with_person(state: ScreenState, column: Column, registration_id: UUID) -> Column:
    """A column as it would be with one more person (or unchanged when they are in it)."""
    if any(card.id == registration_id for card in column.cards):
        return column
    card = state.card_of(registration_id)
    if card is None or column.group is None:
        return column
    rows = [*(c.row for c in column.cards), card.row]
    count = _count(rows)
    return replace(column, count=count, meters=meters(rows, state.everyone, state.shares))


def effects(state: ScreenState, card: Card) -> tuple[Effect, ...]:
    """What a move to each other group would do."""
    made = []
    for column in state.columns:
        if any(c.id == card.id for c in column.cards):
            continue
        broken = _broken(state, card, column)
        moved = with_person(state, column, card.id)
        changes = zip(moved.meters, column.meters, strict=True)
        worst = min(changes, key=lambda pair: pair[0].score - pair[1].score)[0]
        good = not worst.warns and not broken
        said = _("Not allowed") if broken else _("Good") if good else f"{worst.name} {worst.score}"
        made.append(Effect(column.work.id, column.name, said, good, not broken))
    if len(made) > MOST_EFFECTS:  # of many groups those that gain, in their order
        made = [effect for effect in made if effect.good][:MOST_EFFECTS]
    return tuple(made)


def _broken(state: ScreenState, card: Card, column: Column) -> bool:
    """Whether someone in a group is to be kept apart from this person."""
    there = {c.id for c in column.cards}
    return any(
        wish.kind is WishKind.APART and wish.other(card.id) in there for wish in state.wishes
    )


def rules(state: ScreenState, card: Card) -> tuple[Rule, ...]:
    """The wishes about a person."""
    made = []
    here = state.column_of(card.id)
    for wish in state.wishes:
        other_id = wish.other(card.id)
        other = state.card_of(other_id) if other_id is not None else None
        if other is None:
            continue
        there = state.column_of(other.id)
        together = wish.kind is WishKind.TOGETHER
        said = _("Kept together") if together else _("Kept apart")
        told = {"name": other.name, "group": there.name if there is not None else ""}
        detail = _("with %(name)s (%(group)s)") if together else _("from %(name)s (%(group)s)")
        kept = (here is there) is together
        sign = "users" if together else "ban"
        made.append(Rule(other.id, wish.kind, said, detail % told, sign, kept))
    return tuple(made)


def icon(sex: Sex | None) -> str:
    """The sign of a sex."""
    if sex is None:
        return "minus"
    return "gender-female" if sex is Sex.FEMALE else "gender-male"


def _column(
    group: WorkGroup,
    rows: dict[UUID, ParticipantRow],
    people: Sequence[ParticipantRow],
    shares: Shares,
) -> Column:
    members = [rows[key] for key in group.member_ids if key in rows]
    english = screen_language() == "en"
    question = (group.question_en or group.question_lo) if english else group.question_lo
    return Column(
        group,
        _("Group %(n)d") % {"n": group.number},
        _count(members),
        question,
        meters(members, people, shares),
        tuple(_card(row, group) for row in members),
    )


def _count(rows: Sequence[ParticipantRow]) -> str:
    """ "14 (5 women)"."""
    return words.people_short(len(rows), sum(row.sex is Sex.FEMALE for row in rows))


def _card(row: ParticipantRow, group: WorkGroup | None) -> Card:
    english = screen_language() == "en"
    province = row.province_en if english else row.province_lo
    leads = group is not None and row.id == group.facilitator_id
    notes = group is not None and row.id == group.rapporteur_id
    part = _("Leads the group") if leads else _("Takes the notes") if notes else ""
    locked = group is not None and row.id in group.locked_ids
    name = row.name_latin if english and row.name_latin else row.name
    detail = " · ".join(p for p in (row.organisation, province) if p)
    return Card(row, name, detail, part, leads, notes, locked)
