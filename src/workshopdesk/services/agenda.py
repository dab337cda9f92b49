"""Plan an agenda: add, move, change and take away sessions; codes follow from the times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from workshopdesk.domain.agenda import Part, Session, SessionKind
from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical, search_key
from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t

SNAP = 5
"""Sessions begin and end on full five minutes."""


def add_session(
    store: Store,
    event_id: UUID,
    *,
    day: date,
    start: time,
    end: time,
    kind: SessionKind = SessionKind.PRESENTATION,
    title_lo: str,
    title_en: str = "",
    room: str = "",
    people: Sequence[str] = (),
) -> UUID:
    """Add a session to an event's day and give its id. Raises UserError."""
    title_lo = canonical(title_lo)
    _check(title_lo or canonical(title_en), start, end)
    with store.unit_of_work(N_("Add session '%(title)s'"), title=title_lo) as work:
        work.get(t.Event, event_id)
        session = work.add(
            t.Session(
                event_id=event_id, day=day, order=0, start=start, end=end, kind=kind,
                title_lo=title_lo, title_en=canonical(title_en), room=canonical(room),
            )
        )  # fmt: skip
        _put_in_order(work, event_id)
        _write_people(work, session, people)
        work.commit()
        return session.id


def move_session(store: Store, seen: Session, *, day: date, start: time, end: time) -> None:
    """Move or stretch a session. Raises Conflict when it is not as ``seen``, UserError."""
    action = N_("Move session '%(title)s' to %(time)s")
    title = seen.title_lo or seen.title_en
    with store.unit_of_work(action, title=title, time=f"{start:%H:%M}") as work:
        session = work.get(t.Session, seen.id, seen.version)
        _check(title, start, end)
        session.day, session.start, session.end = day, start, end
        _put_in_order(work, session.event_id)
        work.commit()


def change_session(
    store: Store,
    seen: Session,
    *,
    kind: SessionKind | None = None,
    title_lo: str | None = None,
    title_en: str | None = None,
    room: str | None = None,
    people: Sequence[str] | None = None,
) -> None:
    """Change what a session says of itself; what is None stays. Raises Conflict, UserError."""
    title = seen.title_lo or seen.title_en
    with store.unit_of_work(N_("Change session '%(title)s'"), title=title) as work:
        session = work.get(t.Session, seen.id, seen.version)
        for field, value in (("title_lo", title_lo), ("title_en", title_en), ("room", room)):
            if value is not None:
                setattr(session, field, canonical(value))
        if kind is not None:
            session.kind = kind
        _check(session.title_lo or session.title_en, session.start, session.end)
        if people is not None:
            _write_people(work, session, people)
        work.commit()


def remove_session(store: Store, seen: Session) -> None:
    """Take a session, with its groups, out of the agenda. Raises Conflict, UserError."""
    title = seen.title_lo or seen.title_en
    with store.unit_of_work(N_("Remove session '%(title)s'"), title=title) as work:
        session = work.get(t.Session, seen.id, seen.version)
        work.delete(session)
        _put_in_order(work, session.event_id, without=seen.id)
        work.commit()


def snapped(minutes: float) -> int:
    """Minutes after midnight, on the nearest full five, within one day."""
    return min(max(round(minutes / SNAP) * SNAP, 0), 24 * 60 - SNAP)


def later(start: time, minutes: int) -> time:
    """A time some minutes later, not past 23:55."""
    moved = datetime.combine(date.min, start) + timedelta(minutes=minutes)
    return moved.time() if moved.date() == date.min else time(23, 55)


def _check(title: str, start: time, end: time) -> None:
    if not title:
        raise UserError(_("A session needs a title"))
    if end <= start:
        raise UserError(
            _("The session ends before it begins"), _("Give the later time as its end.")
        )


def _put_in_order(work: UnitOfWork, event_id: UUID, without: UUID | None = None) -> None:
    counts: dict[date, int] = {}
    sessions = [s for s in work.find(t.Session, event_id=event_id) if s.id != without]
    for session in sorted(sessions, key=lambda s: (s.day, s.start, s.end, s.room, s.id)):
        counts[session.day] = counts.get(session.day, 0) + 1
        if session.order != counts[session.day]:
            session.order = counts[session.day]


def _write_people(work: UnitOfWork, session: t.Session, names: Sequence[str]) -> None:
    """One part for each name; a name that is registered is tied to its registration."""
    stored = work.find(t.SessionPart, session_id=session.id)
    wanted = [canonical(name) for name in names if canonical(name)]
    if [part.text_lo for part in stored] == wanted:
        return
    registered = {search_key(p.name): p.id for p in work.reader.participants(session.event_id)}
    usual = _usual_part(SessionKind(session.kind))
    for order, name in enumerate(wanted, 1):
        known = registered.get(search_key(name))
        if order <= len(stored):
            part = stored[order - 1]
            if part.text_lo != name:
                part.text_lo, part.text_en, part.registration_id = name, "", known
        else:
            work.add(
                t.SessionPart(
                    session_id=session.id, order=order, part=usual, text_lo=name,
                    registration_id=known,
                )
            )  # fmt: skip
    for surplus in stored[len(wanted) :]:
        work.delete(surplus)


def _usual_part(kind: SessionKind) -> Part:
    if kind in (SessionKind.OPENING, SessionKind.CLOSING):
        return Part.CHAIR
    if kind in (SessionKind.GROUP_WORK, SessionKind.DISCUSSION):
        return Part.FACILITATOR
    return Part.PRESENTER
