"""Plans of events as JSON, in the database and in files; hides the form and refuses what is not it.

A file is {"format": "workshopdesk-template", "version": 1, "code", "name_lo", "name_en", "plan"}.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import time
from pathlib import Path
from typing import Any, Final, TypeVar

from workshopdesk.domain.agenda import Part, SessionKind
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.event import EventKind
from workshopdesk.domain.planning import (
    EventPlan,
    EventTemplate,
    PlannedGroup,
    PlannedSession,
    PlannedTask,
)
from workshopdesk.domain.registration import Role
from workshopdesk.i18n import _
from workshopdesk.lao.text import canonical

T = TypeVar("T")

FORMAT: Final = "workshopdesk-template"
VERSION: Final = 1
SUFFIX: Final = ".wdtemplate"
TEXTS: Final = ("title_lo", "title_en", "topic_lo", "topic_en", "objectives_lo", "objectives_en")
"""The texts of an event that a plan may bring along."""
_LARGEST_FILE, _LONGEST_LIST, _LONGEST_TEXT, _MOST_DAYS = 1 << 20, 500, 5_000, 60


def plan_to_json(plan: EventPlan) -> str:
    """A plan as the text it is kept in."""
    document = {
        "kind": plan.kind,
        "days": plan.days,
        "completion_percent": plan.completion_percent,
        "texts": {key: plan.texts[key] for key in TEXTS if plan.texts.get(key)},
        "seats": {str(role): count for role, count in plan.seats.items()},
        "sessions": [_session(session) for session in plan.sessions],
        "tasks": [
            {"title_lo": t.title_lo, "title_en": t.title_en, "days_before": t.days_before}
            for t in plan.tasks
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _session(session: PlannedSession) -> dict[str, object]:
    return {
        "day": session.day,
        "start": f"{session.start:%H:%M}",
        "end": f"{session.end:%H:%M}",
        "kind": session.kind,
        "title_lo": session.title_lo,
        "title_en": session.title_en,
        "room": session.room,
        "parts": list(session.parts),
        "groups": [
            {
                "name": g.name, "question_lo": g.question_lo, "question_en": g.question_en,
                "room": g.room,
            }
            for g in session.groups
        ],
    }  # fmt: skip


def plan_from_json(text: str) -> EventPlan:
    """The plan a text holds. Raises UserError when it holds none."""
    try:
        return _plan(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _refusal() from error


def template_to_file(template: EventTemplate, path: Path) -> None:
    """Write a template to a file of its own. Raises EnvironmentProblem when that fails."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "code": template.code,
        "name_lo": template.name_lo,
        "name_en": template.name_en,
        "plan": json.loads(plan_to_json(template.plan)),
    }
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise EnvironmentProblem(_("The file cannot be written"), str(error)) from error


def template_from_file(path: Path) -> EventTemplate:
    """The template in a file. Raises UserError when it holds none, EnvironmentProblem."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise _refusal(path.name)
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["format"] != FORMAT or document["version"] > VERSION:
            raise _refusal(path.name)
        return EventTemplate(
            _text(document, "code"), _text(document, "name_lo"), _text(document, "name_en"),
            _plan(document["plan"]),
        )  # fmt: skip
    except OSError as error:
        raise EnvironmentProblem(
            _("%(file)s cannot be read") % {"file": path.name}, str(error)
        ) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _refusal(path.name) from error


def _refusal(name: str = "") -> UserError:
    title = _("%(file)s holds no template of an event") % {"file": name}
    return UserError(
        title if name else _("This is no template of an event"),
        _("Templates are written by “Save as template” and end in .wdtemplate."),
    )


def _plan(document: dict[str, Any]) -> EventPlan:
    days = _number(document["days"], 1, _MOST_DAYS)
    texts = document.get("texts", {})
    return EventPlan(
        kind=EventKind(document["kind"]),
        days=days,
        sessions=_each(document.get("sessions", []), lambda entry: _read_session(entry, days)),
        tasks=_each(document.get("tasks", []), _read_task),
        seats={
            Role(role): _number(count, 0, _LONGEST_LIST)
            for role, count in document.get("seats", {}).items()
        },
        texts={key: _text(texts, key) for key in TEXTS if texts.get(key)},
        completion_percent=_number(document.get("completion_percent", 100), 1, 100),
    )


def _read_session(entry: dict[str, Any], days: int) -> PlannedSession:
    start, end = time.fromisoformat(entry["start"]), time.fromisoformat(entry["end"])
    session = PlannedSession(
        day=_number(entry["day"], 0, days - 1),
        start=start,
        end=end,
        kind=SessionKind(entry["kind"]),
        title_lo=_text(entry, "title_lo"),
        title_en=_text(entry, "title_en"),
        room=_text(entry, "room"),
        parts=_each(entry.get("parts", []), Part),
        groups=_each(entry.get("groups", []), _read_group),
    )
    if end <= start or not (session.title_lo or session.title_en):
        raise ValueError("a session ends before it begins, or has no title")
    return session


def _read_group(entry: dict[str, Any]) -> PlannedGroup:
    return PlannedGroup(*(_text(entry, k) for k in ("name", "question_lo", "question_en", "room")))


def _read_task(entry: dict[str, Any]) -> PlannedTask:
    title_lo, title_en = _text(entry, "title_lo"), _text(entry, "title_en")
    if not title_lo and not title_en:
        raise ValueError("a task has no title")
    return PlannedTask(title_lo, title_en, _number(entry["days_before"], -366, 366))


def _each(entries: Iterable[Any], read: Callable[[Any], T]) -> tuple[T, ...]:
    found = list(entries)
    if len(found) > _LONGEST_LIST:
        raise ValueError("too many entries")
    return tuple(read(entry) for entry in found)


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise ValueError(f"{key} is no text")
    return canonical(value)


def _number(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"{value!r} is not between {least} and {most}")
    return value
