"""Files between two laptops at one registration desk: the list handed out, and what comes back.

Hides the form: a zip with ``desk.json`` and its digest, which notices a file cut off or changed.
Nothing of a file is trusted before it has been looked through: sizes, keys, half-days, texts.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import UUID

from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.event import HalfDay
from workshopdesk.domain.people import Sex
from workshopdesk.i18n import _
from workshopdesk.lao.text import canonical

T = TypeVar("T")
SUFFIX: Final = ".wdcheckin"
LIST, TAKEN = "list", "taken"
_FORMAT, _VERSION = "workshopdesk-checkin", 1
_DOCUMENT, _DIGEST = "desk.json", "desk.sha256"
_LARGEST, _MOST, _LONGEST = 32 << 20, 50_000, 300
_POSITION = re.compile(r"[\d:,]{1,10000}")


@dataclass(frozen=True, slots=True)
class Listed:
    """Someone on the list that was handed out, with the marks as they stood."""

    id: UUID
    number: int
    name: str
    name_latin: str
    unit: str
    phone: str
    marks: Mapping[int, Mark]


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The list of one event as the other laptop gets it. ``position``: of the log behind it."""

    event_id: UUID
    code: str
    title_lo: str
    title_en: str
    half_days: tuple[HalfDay, ...]
    made: datetime
    position: str
    people: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Someone who came without being on the list."""

    name: str
    sex: Sex | None = None
    unit: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing done at the other desk: its own key, when, who, and the mark for a half-day.

    ``walk_in`` is given for whoever was added there; their registration has the key ``who``.
    A mark of None takes back what was marked there before.
    """

    id: UUID
    at: datetime
    who: UUID
    half_day: int
    mark: Mark | None
    walk_in: WalkIn | None = None


@dataclass(frozen=True, slots=True)
class HandedBack:
    """What was done at the other desk with a list, in order."""

    desk: UUID
    event_id: UUID
    code: str
    position: str
    before: Mapping[tuple[UUID, int], Mark]
    taken: tuple[Taken, ...]


def packed(document: Mapping[str, object]) -> bytes:
    """A document as the bytes of a file."""
    text = json.dumps(
        {"format": _FORMAT, "version": _VERSION, **document}, ensure_ascii=False
    ).encode()
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(_DOCUMENT, text)
        file.writestr(_DIGEST, hashlib.sha256(text).hexdigest())
    return into.getvalue()


def kind_of(path: Path) -> str:
    """Whether a file is a list handed out (LIST) or what comes back (TAKEN). Raises UserError."""
    return str(_document(path)["kind"])


def list_document(handed: HandedOut) -> dict[str, object]:
    """A list as a document; a phone is in it only where one was given."""
    return {
        "kind": LIST,
        "event": {
            "id": str(handed.event_id), "code": handed.code, "title_lo": handed.title_lo,
            "title_en": handed.title_en,
            "half_days": [[h.number, h.day.isoformat(), h.afternoon] for h in handed.half_days],
        },
        "made": handed.made.isoformat(),
        "position": handed.position,
        "people": [
            {
                "id": str(p.id), "number": p.number, "name": p.name, "unit": p.unit,
                **({"name_latin": p.name_latin} if p.name_latin else {}),
                **({"phone": p.phone} if p.phone else {}),
                **({"marks": {str(n): str(m) for n, m in p.marks.items()}} if p.marks else {}),
            }
            for p in handed.people
        ],
    }  # fmt: skip


def read_list(path: Path) -> HandedOut:
    """The list in a file. Raises UserError when it holds none, EnvironmentProblem."""
    return _taken_apart(path, LIST, _list)


def read_taken(path: Path) -> HandedBack:
    """What was done at the other desk. Raises UserError when the file does not say."""
    return _taken_apart(path, TAKEN, _back)


def taken_document(back: HandedBack) -> dict[str, object]:
    """What was done at a desk as a document."""
    return {
        "kind": TAKEN, "desk": str(back.desk), "position": back.position,
        "event": {"id": str(back.event_id), "code": back.code},
        "before": [[str(who), n, str(mark)] for (who, n), mark in back.before.items()],
        "taken": [
            {
                "id": str(one.id), "at": one.at.isoformat(), "who": str(one.who),
                "half_day": one.half_day, "mark": one.mark and str(one.mark),
                **({"walk_in": _walk_in_document(one.walk_in)} if one.walk_in else {}),
            }
            for one in back.taken
        ],
    }  # fmt: skip


def _walk_in_document(new: WalkIn) -> dict[str, str]:
    return {"name": new.name, "sex": new.sex or "", "unit": new.unit, "phone": new.phone}


def _taken_apart(path: Path, kind: str, read: Callable[[dict[str, Any]], T]) -> T:
    document = _document(path)
    if document["kind"] != kind:
        raise UserError(
            _("%(file)s is the other half of the check-in") % {"file": path.name},
            _("Open the list that was handed out, read the file that came back.")
        )  # fmt: skip
    try:
        return read(document)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise _refusal(path) from error


def _document(path: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(path) as file:
            info = file.getinfo(_DOCUMENT)
            if info.file_size > _LARGEST:
                raise _refusal(path)
            with file.open(info) as member:
                text = member.read(_LARGEST + 1)
            told = file.read(_DIGEST).decode()
        if len(text) > _LARGEST or hashlib.sha256(text).hexdigest() != told.strip():
            raise _refusal(path)
        document: dict[str, Any] = json.loads(text)
        if document["format"] != _FORMAT or document["kind"] not in (LIST, TAKEN):
            raise _refusal(path)
        if document["version"] > _VERSION:
            raise UserError(
                _("%(file)s was made by a newer WorkshopDesk") % {"file": path.name},
                _("Update this one, then open it again."),
            )
    except OSError as error:
        raise EnvironmentProblem(
            _("%(file)s cannot be read") % {"file": path.name}, error.strerror or ""
        ) from error
    except (ValueError, TypeError, KeyError, RecursionError, NotImplementedError, RuntimeError,
            zipfile.BadZipFile, EOFError, zlib.error) as error:  # fmt: skip
        raise _refusal(path) from error
    return document


def _refusal(path: Path) -> UserError:
    return UserError(
        _("%(file)s is no whole check-in file") % {"file": path.name},
        _("Copy it again from the other computer; nothing was changed."),
    )


def _list(document: dict[str, Any]) -> HandedOut:
    event = document["event"]
    half_days = tuple(
        HalfDay(number=_number(n), day=date.fromisoformat(day), afternoon=bool(afternoon))
        for n, day, afternoon in _few(event["half_days"])
    )
    return HandedOut(
        UUID(event["id"]), _text(event, "code"), _text(event, "title_lo"),
        _text(event, "title_en"), half_days, datetime.fromisoformat(document["made"]),
        _position(document),
        tuple(
            Listed(
                UUID(p["id"]), _number(p["number"]), _text(p, "name"), _text(p, "name_latin"),
                _text(p, "unit"), _text(p, "phone"),
                {_number(int(n)): Mark(m) for n, m in p.get("marks", {}).items()},
            )
            for p in _few(document["people"])
        ),
    )  # fmt: skip


def _back(document: dict[str, Any]) -> HandedBack:
    event = document["event"]
    return HandedBack(
        UUID(document["desk"]), UUID(event["id"]), _text(event, "code"), _position(document),
        {(UUID(who), _number(n)): Mark(mark) for who, n, mark in _few(document["before"])},
        tuple(_one(one) for one in _few(document["taken"])),
    )  # fmt: skip


def _one(one: dict[str, Any]) -> Taken:
    new = one.get("walk_in")
    walk_in = None
    if new is not None:
        sex = Sex(new["sex"]) if new.get("sex") else None
        walk_in = WalkIn(_text(new, "name"), sex, _text(new, "unit"), _text(new, "phone"))
    return Taken(
        UUID(one["id"]), datetime.fromisoformat(one["at"]), UUID(one["who"]),
        _number(one["half_day"]), Mark(one["mark"]) if one["mark"] else None, walk_in,
    )  # fmt: skip


def _few(rows: Any) -> list[Any]:
    if not isinstance(rows, list) or len(rows) > _MOST:
        raise ValueError("too many")
    return rows


def _number(value: Any) -> int:
    if not isinstance(value, int) or not 1 <= value <= _MOST:
        raise ValueError("no number")
    return value


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise ValueError("no text")
    return canonical(value)


def _position(document: Mapping[str, Any]) -> str:
    value = document["position"]
    if not isinstance(value, str) or not _POSITION.fullmatch(value):
        raise ValueError("no position")
    return value
