"""Reading events, their agenda, groups and who stands behind them, as frozen rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select

from workshopdesk.domain.agenda import Part, Session, SessionKind, SessionPart
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Chair, Event, EventKind, EventStatus
from workshopdesk.domain.groups import Finding, GroupWish, WishKind, WorkGroup
from workshopdesk.i18n import _
from workshopdesk.store import tables as t

Rows = Sequence[Row[*tuple[Any, ...]]]


def events(connection: Connection) -> tuple[Event, ...]:
    """All events, the newest first."""
    rows = connection.execute(
        select(t.Event.__table__).order_by(t.Event.first_day.desc(), t.Event.code)
    )
    return _with_chairs(connection, rows.all())


def event(connection: Connection, code_or_id: str | UUID) -> Event:
    """One event by its code (as typed, in any case) or its id. Raises UserError if none."""
    wanted = select(t.Event.__table__)
    found: Rows = []
    key = _as_key(code_or_id)
    if key is not None:
        found = connection.execute(wanted.where(t.Event.id == key)).all()
    if not found:
        code = str(code_or_id).strip()
        found = connection.execute(wanted.where(t.Event.code == code)).all()
        found = (
            found
            or connection.execute(wanted.where(func.lower(t.Event.code) == code.lower())).all()
        )
    if len(found) != 1:
        raise UserError(
            _("No such event: %(code)s") % {"code": code_or_id},
            _("List the events to see their codes."),
        )
    return _with_chairs(connection, found)[0]


def _as_key(text: str | UUID) -> UUID | None:
    if isinstance(text, UUID):
        return text
    try:
        return UUID(text)
    except ValueError:
        return None


def _with_chairs(connection: Connection, rows: Rows) -> tuple[Event, ...]:
    chair = t.EventChair
    wanted = select(chair.event_id, chair.name, chair.title, chair.name_en, chair.title_en)
    if len(rows) == 1:
        wanted = wanted.where(t.EventChair.event_id == rows[0].id)
    chairs: dict[UUID, list[Chair]] = defaultdict(list)
    for event_id, *said in connection.execute(wanted.order_by(chair.order, chair.id)):
        chairs[event_id].append(Chair(*said))
    return tuple(_event(row, tuple(chairs[row.id])) for row in rows)


def _event(row: Row[*tuple[Any, ...]], chairs: tuple[Chair, ...]) -> Event:
    return Event(
        id=row.id,
        version=row.version,
        code=row.code,
        kind=EventKind(row.kind),
        status=EventStatus(row.status),
        title_lo=row.title_lo,
        title_en=row.title_en,
        topic_lo=row.topic_lo,
        topic_en=row.topic_en,
        objectives_lo=row.objectives_lo,
        objectives_en=row.objectives_en,
        summary_lo=row.summary_lo,
        summary_en=row.summary_en,
        first_day=row.first_day,
        last_day=row.last_day,
        venue_lo=row.venue_lo,
        venue_en=row.venue_en,
        province=row.province,
        district=row.district,
        reference_number=row.reference_number,
        chairs=chairs,
        completion_percent=row.completion_percent,
        lessons_lo=row.lessons_lo,
        lessons_en=row.lessons_en,
    )


def sessions(connection: Connection, event_id: UUID) -> tuple[Session, ...]:
    """The agenda of an event, in the order of its codes."""
    parts = _session_parts(connection, event_id)
    rows = connection.execute(
        select(t.Session.__table__, t.Event.first_day)
        .join(t.Event, t.Event.id == t.Session.event_id)
        .where(t.Session.event_id == event_id)
        .order_by(t.Session.day, t.Session.order, t.Session.start, t.Session.id)
    )
    return tuple(_session(row, tuple(parts[row.id])) for row in rows)


def _session_parts(connection: Connection, event_id: UUID) -> dict[UUID, list[SessionPart]]:
    parts: dict[UUID, list[SessionPart]] = defaultdict(list)
    rows = connection.execute(
        select(t.SessionPart.__table__)
        .join(t.Session, t.Session.id == t.SessionPart.session_id)
        .where(t.Session.event_id == event_id)
        .order_by(t.SessionPart.order, t.SessionPart.id)
    )
    for row in rows:
        parts[row.session_id].append(
            SessionPart(Part(row.part), row.registration_id, row.text_lo, row.text_en)
        )
    return parts


def _session(row: Row[*tuple[Any, ...]], parts: tuple[SessionPart, ...]) -> Session:
    day: date = row.day
    return Session(
        id=row.id,
        version=row.version,
        code=f"d{(day - row.first_day).days + 1}s{row.order}",
        day=day,
        start=row.start,
        end=row.end,
        kind=SessionKind(row.kind),
        title_lo=row.title_lo,
        title_en=row.title_en,
        room=row.room,
        parts=parts,
    )


def groups(connection: Connection, session_id: UUID) -> tuple[WorkGroup, ...]:
    """The groups of a group-work session by number, members in list order."""
    members: dict[UUID, list[UUID]] = defaultdict(list)
    locked: dict[UUID, set[UUID]] = defaultdict(set)
    for group_id, registration_id, stays in connection.execute(
        select(t.GroupMember.group_id, t.GroupMember.registration_id, t.GroupMember.locked)
        .join(t.WorkGroup, t.WorkGroup.id == t.GroupMember.group_id)
        .join(t.Registration, t.Registration.id == t.GroupMember.registration_id)
        .where(t.WorkGroup.session_id == session_id)
        .order_by(t.GroupMember.order, t.Registration.order, t.Registration.id)
    ):
        members[group_id].append(registration_id)
        if stays:
            locked[group_id].add(registration_id)
    findings: dict[UUID, list[Finding]] = defaultdict(list)
    for row in connection.execute(
        select(t.Finding.__table__)
        .join(t.WorkGroup, t.WorkGroup.id == t.Finding.group_id)
        .where(t.WorkGroup.session_id == session_id)
        .order_by(t.Finding.order, t.Finding.id)
    ):
        findings[row.group_id].append(Finding(row.id, row.text, row.recommendation))
    rows = connection.execute(
        select(t.WorkGroup.__table__)
        .where(t.WorkGroup.session_id == session_id)
        .order_by(t.WorkGroup.number, t.WorkGroup.id)
    )
    return tuple(
        _group(row, tuple(members[row.id]), frozenset(locked[row.id]), tuple(findings[row.id]))
        for row in rows
    )


def group_wishes(connection: Connection, session_id: UUID) -> tuple[GroupWish, ...]:
    """Who is to be kept together or apart in a group-work session, in a steady order."""
    w = t.GroupWish
    rows = connection.execute(
        select(w.registration_id, w.other_id, w.kind)
        .where(w.session_id == session_id)
        .order_by(w.registration_id, w.other_id)
    )
    return tuple(GroupWish(first, second, WishKind(kind)) for first, second, kind in rows)


def _group(
    row: Row[*tuple[Any, ...]],
    members: tuple[UUID, ...],
    locked: frozenset[UUID],
    findings: tuple[Finding, ...],
) -> WorkGroup:
    return WorkGroup(
        id=row.id,
        version=row.version,
        number=row.number,
        name=row.name,
        question_lo=row.question_lo,
        question_en=row.question_en,
        room=row.room,
        facilitator_id=row.facilitator_id,
        rapporteur_id=row.rapporteur_id,
        member_ids=members,
        findings=findings,
        locked_ids=locked,
    )


def basis(connection: Connection, event_id: UUID) -> tuple[str, str]:
    """What an event rests on, in Lao and English."""
    row = connection.execute(
        select(t.Event.basis_lo, t.Event.basis_en).where(t.Event.id == event_id)
    ).one()
    return row.basis_lo, row.basis_en
