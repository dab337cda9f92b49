"""Who may do what to which table, as values, and the grants and policies that follow from them.

Hides SQL's words for it. A rule is an SQL condition over the row; where a table has rules,
whatever no rule allows is refused (row-level security).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"


class Rules(NamedTuple):
    """Conditions for reading, adding, changing and deleting a row; "" refuses.

    ``organisers``: whether organisers may write at all (the conditions hold besides).
    """

    read: str
    add: str
    change: str
    delete: str
    organisers: bool = False


def _all(condition: str, *, organisers: bool = False) -> Rules:
    return Rules(condition, condition, condition, condition, organisers)


def _seen_by(read: str, write: str) -> Rules:
    return Rules(read, write, write, write)


_ADMINISTRATOR = "(SELECT team.is_administrator())"
_SEEN = "event_id IN (SELECT team.seen_events())"
_KNOWN = (
    _ADMINISTRATOR + " OR EXISTS (SELECT FROM workshopdesk.registration AS r"
    " WHERE r.person_id = {person} AND r.event_id IN (SELECT team.own_events()))"
)


def _with(table: str, column: str) -> str:
    """Where the row this one belongs to is seen: its own rules hold inside.

    ``column`` names its table too: a bare name inside would mean the other one's.
    """
    return f"EXISTS (SELECT FROM workshopdesk.{table} AS owner WHERE owner.id = {column})"


_NEWCOMER = "{person} IN (SELECT team.own_newcomers())"


def _of_person(table: str) -> Rules:
    newcomer = _NEWCOMER.format(person=f"{table}.person_id")
    return Rules(
        f"{_KNOWN.format(person=f'{table}.person_id')} OR {newcomer}",
        "team.knows_person(person_id) OR team.is_unregistered(person_id)",
        "team.knows_person(person_id)",
        f"team.knows_person(person_id) OR {newcomer}",
        organisers=True,
    )


_ATTACHED = """CASE WHEN person_id IS NOT NULL THEN team.knows_person(person_id)
    WHEN event_id IS NOT NULL THEN team.takes_part(event_id)
    WHEN team.is_sent(id) THEN EXISTS
        (SELECT FROM workshopdesk.sent_report_file AS f WHERE f.attachment_id = attachment.id)
    ELSE true END"""
"""Logos are everyone's; the files of a report as sent may name people, and go with the report."""
_COORDINATOR = _ADMINISTRATOR + " OR (SELECT team.is_coordinator())"
_SENT = (
    _ADMINISTRATOR + " OR ((programme_id IS NULL OR team.coordinates(programme_id))"
    " AND (event_id IS NULL OR team.writes_event(event_id)) AND (SELECT team.is_coordinator()))"
)

RULES = {
    "programme": Rules("true", _ADMINISTRATOR, "team.coordinates(id)", _ADMINISTRATOR),
    "programme_funder": _seen_by("true", "team.coordinates(programme_id)"),
    "indicator": _seen_by("true", "team.coordinates(programme_id)"),
    "left_behind_group": _seen_by("true", "team.coordinates(programme_id)"),
    "event": Rules("true", "true", "team.writes_event(id)", "team.writes_event(id)"),
    "event_programme": _seen_by(
        "true", "team.coordinates(programme_id) AND team.writes_event(event_id)"
    ),
    "event_organisation": _seen_by(_SEEN, "team.writes_event(event_id)"),
    "event_chair": _seen_by(_SEEN, "team.writes_event(event_id)"),
    "session": _seen_by(_SEEN, "team.writes_event(event_id)"),
    "session_part": _seen_by(
        _with("session", "session_part.session_id"), "team.writes_session(session_id)"
    ),
    "registration": _all(_SEEN, organisers=True),
    "head_count": _all(_SEEN, organisers=True),
    "attendance": _all(_with("registration", "attendance.registration_id"), organisers=True),
    "work_group": _all(_with("session", "work_group.session_id"), organisers=True),
    "group_member": _all(_with("work_group", "group_member.group_id"), organisers=True),
    "finding": _all(_with("work_group", "finding.group_id"), organisers=True),
    "certificate": _seen_by(
        _with("registration", "certificate.registration_id"),
        "team.writes_registration(registration_id)",
    ),
    "checklist_item": _seen_by(_SEEN, "team.writes_event(event_id)"),
    "invitation": _seen_by(_SEEN, "team.writes_event(event_id)"),
    "group_wish": _all(_with("session", "group_wish.session_id"), organisers=True),
    "evaluation_result": _seen_by(_SEEN, "team.writes_event(event_id)"),
    "indicator_target": _seen_by(
        "true",
        "EXISTS (SELECT FROM workshopdesk.indicator AS i WHERE i.id = indicator_target.indicator_id"
        " AND team.coordinates(i.programme_id))",
    ),
    "certificate_exception": _seen_by(
        _with("registration", "certificate_exception.registration_id"),
        "team.writes_registration(registration_id)",
    ),
    "certificate_printing": _all(
        _with("certificate", "certificate_printing.certificate_id"), organisers=True
    ),
    "budget_line": _seen_by(_SEEN, "team.writes_event(event_id)"),
    "payment_list": _seen_by(_SEEN, "team.writes_event(event_id)"),
    "payment_line": _seen_by(
        _with("payment_list", "payment_line.list_id"), "team.writes_registration(registration_id)"
    ),
    "sent_report": Rules(_SENT, _SENT, "", ""),
    "sent_report_file": Rules(
        _with("sent_report", "sent_report_file.sent_report_id"),
        _with("sent_report", "sent_report_file.sent_report_id"), "", "",
    ),
    "signing_key": _all(_COORDINATOR),
    "person": Rules(
        "true", "true", "team.knows_person(id) OR team.is_unregistered(id)",
        _ADMINISTRATOR + " OR " + _NEWCOMER.format(person="person.id"),
        organisers=True,
    ),
    "person_contact": _of_person("person_contact"),
    "person_identifier": _of_person("person_identifier"),
    "person_sensitive": _of_person("person_sensitive"),
    "person_left_behind_group": _of_person("person_left_behind_group"),
    "consent": _of_person("consent"),
    "not_same_person": _seen_by(
        "true", "team.knows_person(person_id) OR team.knows_person(other_id)"
    ),
    "attachment": _all(_ATTACHED, organisers=True),
    "content": Rules(
        "EXISTS (SELECT FROM workshopdesk.attachment AS a WHERE a.sha256 = content.sha256)",
        "true", "", _ADMINISTRATOR, organisers=True,
    ),
    "action": Rules(
        _ADMINISTRATOR + " OR author = session_user OR EXISTS"
        " (SELECT FROM workshopdesk.action_subject AS s WHERE s.action = action.number)"
        " OR team.concerns_nobody(number)",
        _ADMINISTRATOR + " OR author = session_user", "", "", organisers=True,
    ),
    "change": Rules(
        _ADMINISTRATOR + " OR team.sees(kind, record_id)",
        "team.is_own_action(action) AND CASE operation"
        " WHEN 'D' THEN team.is_gone(kind, record_id)"
        " WHEN 'C' THEN team.is_unlogged(record_id) AND NOT team.is_gone(kind, record_id)"
        " ELSE team.sees(kind, record_id) END",
        "", "", organisers=True,
    ),
    "action_subject": Rules(
        _ADMINISTRATOR + " OR subject_id IN (SELECT team.seen_events())"
        " OR subject_id IN (SELECT team.own_people())",
        "team.is_own_action(action)", "", "", organisers=True,
    ),
    "personal_values": Rules(
        _ADMINISTRATOR + " OR EXISTS (SELECT FROM workshopdesk.change AS c"
        " WHERE c.operation_id = personal_values.operation_id)",
        "team.is_own_operation(operation_id)", "", "", organisers=True,
    ),
}  # fmt: skip
"""Tables whose rows belong to someone. All others hold nothing personal and are read by all who
write."""

WRITTEN_BY_COORDINATORS = {
    "certificate_series": "SELECT, INSERT, UPDATE",
    "certificate_template": "SELECT, INSERT, UPDATE, DELETE",
    "event_template": "SELECT, INSERT, UPDATE, DELETE",
    "payment_rate": "SELECT, INSERT, UPDATE, DELETE",
    "currency_rate": "SELECT, INSERT, UPDATE, DELETE",
    "saved_report": "SELECT, INSERT, UPDATE, DELETE",
    "report_form": "SELECT, INSERT, UPDATE, DELETE",
}
WRITTEN_BY_ALL = {
    "organisation": "SELECT, INSERT, UPDATE",
    "list_layout": "SELECT, INSERT, UPDATE",
    "device": "SELECT, INSERT, UPDATE",
}
_LOG = ("action", "action_subject", "change", "personal_values")


def grants(tables: list[str], roles: dict[str, str]) -> Iterator[str]:
    """What each group may try at all, table by table."""
    writers = f"{roles['coordinator']}, {roles['organiser']}"
    for table in tables:
        place = f"workshopdesk.{table}"
        yield f"GRANT SELECT ON {place} TO {writers}"
        yield f"GRANT {_allowed(table)} ON {place} TO {roles['administrator']}"
        if table in RULES:
            given = writers if RULES[table].organisers else roles["coordinator"]
            yield f"GRANT {_allowed(table)} ON {place} TO {given}"
    for table, rights in WRITTEN_BY_COORDINATORS.items():
        yield f"GRANT {rights} ON workshopdesk.{table} TO {roles['coordinator']}"
    for table, rights in WRITTEN_BY_ALL.items():
        yield f"GRANT {rights} ON workshopdesk.{table} TO {writers}"


def _allowed(table: str) -> str:
    return "SELECT, INSERT" if table in _LOG else _EVERYTHING


def policies() -> Iterator[str]:
    """Row-level security of every table with rules."""
    for table, rules in RULES.items():
        place = f"workshopdesk.{table}"
        yield f"ALTER TABLE {place} ENABLE ROW LEVEL SECURITY"
        yield f"CREATE POLICY reading ON {place} FOR SELECT USING ({rules.read})"
        if rules.add:
            yield f"CREATE POLICY adding ON {place} FOR INSERT WITH CHECK ({rules.add})"
        if rules.change:
            yield (
                f"CREATE POLICY changing ON {place} FOR UPDATE"
                f" USING ({rules.change}) WITH CHECK ({rules.change})"
            )
        if rules.delete:
            yield f"CREATE POLICY deleting ON {place} FOR DELETE USING ({rules.delete})"
