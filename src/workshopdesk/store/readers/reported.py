"""Reading what reports hold besides counts: evaluations, reports as sent, what was done since."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, and_, exists, or_, select, true
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from workshopdesk.domain.evaluation import EvaluationQuestion
from workshopdesk.domain.history import Did
from workshopdesk.domain.sent import SentFile, SentReport
from workshopdesk.store import anchors
from workshopdesk.store import tables as t
from workshopdesk.store.readers import history
from workshopdesk.store.tables.log import Action, ActionSubject, Change

FIGURES_OF = (
    "registration", "attendance", "person", "event", "session", "work_group", "group_member",
    "head_count", "organisation", "consent", "person_sensitive", "person_left_behind_group",
    "event_programme", "programme_funder", "indicator", "indicator_target",
)  # fmt: skip
"""The tables whose changes can change a figure."""


def evaluation(connection: Connection, event_id: UUID) -> tuple[EvaluationQuestion, ...]:
    """The questions of an event's evaluation, in order."""
    e = t.EvaluationResult
    rows = connection.execute(
        select(e.id, e.version, e.order, e.question_lo, e.question_en, e.answers)
        .where(e.event_id == event_id)
        .order_by(e.order, e.id)
    )
    return tuple(
        EvaluationQuestion(
            row.id, row.version, row.order, row.question_lo, row.question_en,
            tuple(json.loads(row.answers or "{}").items()),
        )
        for row in rows
    )  # fmt: skip


def sent_reports(connection: Connection, event_id: UUID | None = None) -> tuple[SentReport, ...]:
    """All reports as they were sent, or those of an event, the newest first."""
    s, f, a = t.SentReport, t.SentReportFile, t.Attachment
    wanted: ColumnElement[bool] = true() if event_id is None else s.event_id == event_id
    files: dict[UUID, list[SentFile]] = defaultdict(list)
    for report, id, name, media_type, size in connection.execute(
        select(f.sent_report_id, a.id, a.name, a.media_type, a.size)
        .join(a, a.id == f.attachment_id)
        .join(s, s.id == f.sent_report_id)
        .where(wanted)
        .order_by(f.order, a.id)
    ):
        files[report].append(SentFile(id, name, media_type, size))
    rows = connection.execute(
        select(s.__table__).where(wanted).order_by(s.sent_on.desc(), s.series, s.number.desc())
    )
    return tuple(
        SentReport(
            r.id, r.series, r.number, r.title, r.recipient, r.sent_on, json.loads(r.scope),
            json.loads(r.figures), r.anchor, r.event_id, r.programme_id, tuple(files[r.id]),
        )
        for r in rows
    )  # fmt: skip


def refused(connection: Connection, event_id: UUID, purpose: str) -> frozenset[UUID]:
    """Who of an event's people said no to a purpose (and at no later time yes)."""
    c, r = t.Consent, t.Registration
    newest: dict[UUID, bool] = {}
    for person, given in connection.execute(
        select(c.person_id, c.given)
        .join(r, r.person_id == c.person_id)
        .where(r.event_id == event_id, c.purpose == purpose)
        .order_by(c.on.is_not(None), c.on, c.id)
    ):
        newest[person] = given
    return frozenset(person for person, given in newest.items() if not given)


def sensitive_without_consent(connection: Connection, event_id: UUID) -> frozenset[UUID]:
    """Of whom something sensitive is written down that they did not agree to be asked."""
    s, c, r = t.PersonSensitive, t.Consent, t.Registration
    mine = and_(c.person_id == s.person_id, c.purpose == "sensitive")
    agreed = exists().where(mine, c.given.is_(True))
    no = exists().where(mine, c.given.is_(False))
    return frozenset(
        connection.scalars(
            select(s.person_id)
            .join(r, r.person_id == s.person_id)
            .where(r.event_id == event_id, r.state != "cancelled", or_(~agreed, no))
        )
    )


def in_other_provinces(connection: Connection, event_id: UUID) -> frozenset[UUID]:
    """Who of an event's people counts elsewhere, in the same year, under another province."""
    here, there = t.Registration, aliased(t.Registration)
    event, other = t.Event, aliased(t.Event)
    rows = connection.execute(
        select(here.person_id, event.first_day, other.first_day)
        .join(event, event.id == here.event_id)
        .join(there, there.person_id == here.person_id)
        .join(other, other.id == there.event_id)
        .where(
            here.event_id == event_id, here.state != "cancelled", there.state != "cancelled",
            other.status != "cancelled", there.province != here.province,
        )
    )  # fmt: skip
    return frozenset(
        person
        for person, day, elsewhere in rows
        if person is not None and day.year == elsewhere.year
    )


def done_since(
    connection: Connection, anchor: str, events: Sequence[UUID], limit: int
) -> tuple[Did, ...]:
    """What was done since the log stood there that can have changed figures of these events.

    The newest first, at most ``limit``. About an event is what touched its own records, or
    somebody who is registered for it.
    """
    r = t.Registration
    people = select(r.person_id).where(r.event_id.in_(events), r.person_id.is_not(None))
    about = select(ActionSubject.action).where(
        or_(ActionSubject.subject_id.in_(events), ActionSubject.subject_id.in_(people))
    )
    since = select(Change.action).where(
        Change.kind.in_(FIGURES_OF), anchors.after(connection, anchor)
    )
    return history.those(
        connection, and_(Action.number.in_(about), Action.number.in_(since)), limit
    )
