"""What lists say, as JSON-ready values with stable English keys. Nothing is written here."""

from __future__ import annotations

from typing import TypedDict
from uuid import UUID

from workshopdesk.domain.registration import ParticipantRow, RegistrationState
from workshopdesk.services.groups import find_session
from workshopdesk.store import Reader, Store

Row = dict[str, object]


class Participants(TypedDict):
    """An event's participants in list order."""

    event: str
    participants: list[Row]


class Attendance(TypedDict):
    """An event's marks per participant and half-day ("2025-09-15 am")."""

    event: str
    half_days: list[str]
    attendance: list[Row]


class Groups(TypedDict):
    """The groups of one session."""

    event: str
    session: str
    groups: list[Row]


def programmes(store: Store) -> list[Row]:
    """Every programme with its funders."""
    with store.read() as reader:
        return [
            {
                "id": str(p.id),
                "code": p.code,
                "name_lo": p.name_lo,
                "name_en": p.name_en,
                "first_day": p.first_day and p.first_day.isoformat(),
                "last_day": p.last_day and p.last_day.isoformat(),
                "funders": [f.name_en or f.name_lo for f in p.funders],
            }
            for p in reader.programmes()
        ]


def organisations(store: Store) -> list[Row]:
    """Every organisation."""
    with store.read() as reader:
        return [
            {
                "id": str(o.id),
                "name_lo": o.name_lo,
                "name_en": o.name_en,
                "abbreviation": o.abbreviation,
                "type": o.type,
                "level": o.level,
                "province": o.province,
                "parent_id": o.parent_id and str(o.parent_id),
            }
            for o in reader.organisations()
        ]


def events(store: Store) -> list[Row]:
    """Every event, the newest first."""
    with store.read() as reader:
        return [
            {
                "id": str(e.id),
                "code": e.code,
                "kind": e.kind,
                "status": e.status,
                "title_lo": e.title_lo,
                "title_en": e.title_en,
                "first_day": e.first_day.isoformat(),
                "last_day": e.last_day.isoformat(),
                "province": e.province,
            }
            for e in reader.events()
        ]


def event(store: Store, code: str) -> Row:
    """All fields of one event, its programmes, hosts and sessions."""
    with store.read() as reader:
        found = reader.event(code)
        return {
            "id": str(found.id),
            "code": found.code,
            "kind": found.kind,
            "status": found.status,
            "title_lo": found.title_lo,
            "title_en": found.title_en,
            "topic_lo": found.topic_lo,
            "topic_en": found.topic_en,
            "objectives_lo": found.objectives_lo,
            "objectives_en": found.objectives_en,
            "summary_lo": found.summary_lo,
            "summary_en": found.summary_en,
            "first_day": found.first_day.isoformat(),
            "last_day": found.last_day.isoformat(),
            "venue_lo": found.venue_lo,
            "venue_en": found.venue_en,
            "province": found.province,
            "district": found.district,
            "reference_number": found.reference_number,
            "completion_percent": found.completion_percent,
            "chairs": [{"name": c.name, "title": c.title} for c in found.chairs],
            "hosts": [o.name_lo for o in reader.hosts(found.id)],
            "programmes": [p.code for p in reader.programmes_of(found.id)],
            "sessions": _sessions(reader, found.id),
        }


def _sessions(reader: Reader, event_id: UUID) -> list[Row]:
    return [
        {
            "code": s.code,
            "day": s.day.isoformat(),
            "start": s.start.strftime("%H:%M"),
            "end": s.end.strftime("%H:%M"),
            "kind": s.kind,
            "title_lo": s.title_lo,
            "title_en": s.title_en,
            "room": s.room,
            "parts": [
                {
                    "part": p.part,
                    "registration_id": p.registration_id and str(p.registration_id),
                    "text_lo": p.text_lo,
                    "text_en": p.text_en,
                }
                for p in s.parts
            ],
        }
        for s in reader.sessions(event_id)
    ]


def session_lines(document: Row) -> list[str]:
    """The sessions of ``event()`` as lines for a terminal."""
    sessions = document["sessions"]
    assert isinstance(sessions, list)
    return [f"{s['code']} {s['day']} {s['start']}-{s['end']} {s['title_lo']}" for s in sessions]


def participants(store: Store, event_code: str) -> Participants:
    """The participants of an event in list order; unknown is null. Cancelled ones are left out."""
    with store.read() as reader:
        found = reader.event(event_code)
        rows = reader.participants(found.id)
    return {
        "event": found.code,
        "participants": [
            participant(row) for row in rows if row.state is not RegistrationState.CANCELLED
        ],
    }


def participant(row: ParticipantRow) -> Row:
    """One participant as ``participants list --json`` shows it."""
    return {
        "id": str(row.id),
        "name": row.name or None,
        "honorific": row.honorific or None,
        "sex": row.sex,
        "role": row.role,
        "position": row.position or None,
        "organisation": row.organisation or None,
        "organisation_id": row.organisation_id and str(row.organisation_id),
        "district": row.district_lo or None,
        "province": row.province_lo or None,
        "phone": row.phone or None,
        "birth_year": row.birth_year,
    }


def attendance(store: Store, event_code: str) -> Attendance:
    """Who was marked at which half-day, in list order; not marked is null."""
    with store.read() as reader:
        found = reader.event(event_code)
        rows = reader.participants(found.id)
        marks = {(m.registration_id, m.half_day): m.mark for m in reader.attendance(found.id)}
    half_days = {h.number: f"{h.day.isoformat()} {'pm' if h.afternoon else 'am'}"
                 for h in found.half_days}  # fmt: skip
    return {
        "event": found.code,
        "half_days": list(half_days.values()),
        "attendance": [
            {
                "id": str(row.id),
                "name": row.name or None,
                "marks": {name: marks.get((row.id, n)) for n, name in half_days.items()},
            }
            for row in rows
            if row.state is not RegistrationState.CANCELLED
        ],
    }


def attendance_lines(document: Attendance) -> list[str]:
    """``attendance()`` as lines for a terminal: name, then a mark per half-day, by tabs."""
    lines = ["\t".join(("", *document["half_days"]))]
    for row in document["attendance"]:
        marks = row["marks"]
        assert isinstance(marks, dict)
        lines.append("\t".join((str(row["name"] or ""), *(mark or "" for mark in marks.values()))))
    return lines


def groups(store: Store, event_code: str, session_code: str) -> Groups:
    """The groups of a session with their members, questions and findings."""
    with store.read() as reader:
        found = reader.event(event_code)
        session = find_session(reader, found.id, session_code)
        people = {p.id: p for p in reader.participants(found.id)}
        formed = reader.groups(session.id)
    return {
        "event": found.code,
        "session": session.code,
        "groups": [
            {
                "number": g.number,
                "question_lo": g.question_lo,
                "question_en": g.question_en,
                "room": g.room,
                "facilitator": g.facilitator_id and people[g.facilitator_id].name,
                "rapporteur": g.rapporteur_id and people[g.rapporteur_id].name,
                "members": [participant(people[m]) for m in g.member_ids],
                "findings": [f.text for f in g.findings if not f.recommendation],
                "recommendations": [f.text for f in g.findings if f.recommendation],
            }
            for g in formed
        ],
    }


def group_lines(document: Groups) -> list[str]:
    """The groups of ``groups()`` as lines for a terminal."""
    lines = []
    for group in document["groups"]:
        members = group["members"]
        assert isinstance(members, list)
        lines.append(f"{group['number']}: {', '.join(member['name'] for member in members)}")
    return lines
