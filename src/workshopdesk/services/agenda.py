"""Plan an agenda: add, move, change and take away sessions; codes follow from the times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from uuid import UUID

from workshopdesk.domain.agenda import Part, Session, SessionKind, Times, pulled, pushed
from workshopdesk.domain.clashes import Around, Clash, bare_name, clashes
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event, EventStatus
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_, _
from workshopdesk.lao.names import name_key
from workshopdesk.lao.text import canonical
from workshopdesk.store import Reader, Store, UnitOfWork
from workshopdesk.store import tables as t

SNAP = 5
"""Sessions begin and end on full five minutes."""


def around(reader: Reader, event: Event, people: Sequence[ParticipantRow] | None = None) -> Around:
    """What an event's agenda is checked against: its people and groups, and the sessions other
    events (not cancelled) have on its days. ``people`` are its participants if already read."""
    sessions = reader.sessions(event.id)
    work = [s.id for s in sessions if s.kind is SessionKind.GROUP_WORK]
    elsewhere: list[tuple[Event, Session]] = []
    names: dict[UUID, UUID] = {}
    for other in reader.events():
        apart = other.last_day < event.first_day or other.first_day > event.last_day
        if apart or other.id == event.id or other.status is EventStatus.CANCELLED:
            continue
        there = [s for s in reader.sessions(other.id) if s.parts or s.room]
        elsewhere += [(other, s) for s in there]
        if any(part.registration_id for s in there for part in s.parts):
            names |= {p.id: p.person_id for p in reader.participants(other.id) if p.person_id}
    return Around(
        tuple(reader.participants(event.id) if people is None else people),
        frozenset(key for key in work if reader.groups(key)),
        tuple(elsewhere),
        names,
    )


def clashes_of(
    reader: Reader, event: Event, people: Sequence[ParticipantRow] | None = None
) -> tuple[Clash, ...]:
    """Everything in an event's agenda that cannot be kept as it stands, other events included."""
    return clashes(event, reader.sessions(event.id), around(reader, event, people))


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
    shift: bool = False,
) -> UUID:
    """Add a session to an event's day and give its id; ``shift``: what follows makes room.

    Raises UserError.
    """
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
        if shift:
            _make_room(work, session, start)
        put_in_order(work, event_id)
        write_people(work, session, people)
        work.commit()
        return session.id


def move_session(
    store: Store, seen: Session, *, day: date, start: time, end: time, shift: bool = False
) -> None:
    """Move or stretch a session; ``shift``: what follows on that day makes room, or, behind one
    that was shortened, comes along. Raises Conflict when it is not as ``seen``, UserError."""
    action = N_("Move session '%(title)s' to %(time)s")
    if shift:
        action = N_("Move session '%(title)s' to %(time)s, with what follows")
    title = seen.title_lo or seen.title_en
    with store.unit_of_work(action, title=title, time=f"{start:%H:%M}") as work:
        session = work.get(t.Session, seen.id, seen.version)
        _check(title, start, end)
        before = (session.day, session.start, session.end)
        session.day, session.start, session.end = day, start, end
        if shift and before[:2] == (day, start):
            if end < before[2]:
                _retime(work, pulled(_others(work, session), before[2], end))
            else:
                _make_room(work, session, before[2])
        elif shift:
            _make_room(work, session, start)
        put_in_order(work, session.event_id)
        work.commit()


def _others(work: UnitOfWork, session: t.Session) -> list[Session]:
    """The other sessions of its day."""
    every = work.reader.sessions(session.event_id)
    return [s for s in every if s.day == session.day and s.id != session.id]


def _make_room(work: UnitOfWork, session: t.Session, begin: time) -> None:
    new = pushed(_others(work, session), begin, session.end)
    if new is None:
        raise UserError(
            _("What follows does not fit into the day any more"),
            _("Shorten something, or move it to another day."),
        )
    _retime(work, new)


def _retime(work: UnitOfWork, times: Times) -> None:
    for key, (start, end) in times.items():
        session = work.get(t.Session, key)
        session.start, session.end = start, end


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
            write_people(work, session, people)
        work.commit()


def remove_session(store: Store, seen: Session) -> None:
    """Take a session, with its groups, out of the agenda. Raises Conflict, UserError."""
    title = seen.title_lo or seen.title_en
    with store.unit_of_work(N_("Remove session '%(title)s'"), title=title) as work:
        session = work.get(t.Session, seen.id, seen.version)
        work.delete(session)
        put_in_order(work, session.event_id, without=seen.id)
        work.commit()


def snapped(minutes: float) -> int:
    """Minutes after midnight, on the nearest full five, within one day."""
    return min(max(round(minutes / SNAP) * SNAP, 0), 24 * 60 - SNAP)


def _check(title: str, start: time, end: time) -> None:
    if not title:
        raise UserError(_("A session needs a title"))
    if end <= start:
        raise UserError(
            _("The session ends before it begins"), _("Give the later time as its end.")
        )


def put_in_order(work: UnitOfWork, event_id: UUID, without: UUID | None = None) -> None:
    """Number the sessions of each day anew by their times."""
    counts: dict[date, int] = {}
    sessions = [s for s in work.find(t.Session, event_id=event_id) if s.id != without]
    for session in sorted(sessions, key=lambda s: (s.day, s.start, s.end, s.room, s.id)):
        counts[session.day] = counts.get(session.day, 0) + 1
        if session.order != counts[session.day]:
            session.order = counts[session.day]


def write_people(work: UnitOfWork, session: t.Session, names: Sequence[str]) -> None:
    """One part for each name, as written in either language; a name that is registered is tied
    to its registration. Parts that are named already stay as they are."""
    stored = work.find(t.SessionPart, session_id=session.id)
    wanted = [canonical(name) for name in names if canonical(name)]
    usual = _usual_part(SessionKind(session.kind))
    people = work.reader.participants(session.event_id)
    registered = {name_key(p.name): p for p in people}
    latin = {name_key(p.name_latin): p for p in people if p.name_latin}
    kept: set[UUID] = set()
    for order, name in enumerate(wanted, 1):
        same = (p for p in stored if p.id not in kept and name in (p.text_lo, p.text_en))
        part = next(same, None)
        if part is None:
            known = registered.get(name_key(bare_name(name)))
            from_latin = None if known else latin.get(name_key(bare_name(name)))
            part = work.add(
                t.SessionPart(
                    session_id=session.id, order=order, part=usual,
                    text_lo=from_latin.name if from_latin else name,
                    text_en=name if from_latin else "",
                    registration_id=known.id if known else from_latin.id if from_latin else None,
                )
            )  # fmt: skip
        elif part.order != order:
            part.order = order
        kept.add(part.id)
    for surplus in stored:
        if surplus.id not in kept:
            work.delete(surplus)


def _usual_part(kind: SessionKind) -> Part:
    if kind in (SessionKind.OPENING, SessionKind.CLOSING):
        return Part.CHAIR
    if kind in (SessionKind.GROUP_WORK, SessionKind.DISCUSSION):
        return Part.FACILITATOR
    return Part.PRESENTER
