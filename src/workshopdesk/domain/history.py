"""History: what people did, and what that changed, as read from the change log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from workshopdesk.domain.errors import UserError


@dataclass(frozen=True, slots=True)
class Sought:
    """Which part of the history is wanted; what is None or "" narrows nothing.

    ``event`` and ``person``: what that event or person had to do with; ``record``: what touched
    this one record. ``since`` (included) and ``until`` (not) are moments in UTC.
    """

    event: UUID | None = None
    person: UUID | None = None
    record: UUID | None = None
    author: str = ""
    device: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Did:
    """One action of one person: one step of undo.

    ``message`` is an English msgid that ``details`` fill; ``kind`` is user, reference,
    migration, kept (never taken back), undo or redo; ``records`` the number of records changed;
    ``undoes`` the action taken back (kind undo) or done again (kind redo). ``undone``: it was
    taken back and not done again since.
    """

    id: UUID
    kind: str
    author: str
    device: UUID
    at: datetime
    message: str
    details: Mapping[str, str]
    records: int
    undoes: UUID | None
    undone: bool = False

    def said(self, translate: Callable[[str], str]) -> str:
        """What was done, in words; ``translate`` is gettext of a language."""
        return translate(self.message) % self.details


class BuiltUpon(UserError):  # noqa: N818 - an outcome to be shown, and to be answered
    """An action was to be turned back, but others did something upon it since.

    ``did``: the action; ``way``: "undo" or "redo"; ``by``: what they did, some of it. ``partly``:
    whether a part of it can be turned back.
    """

    def __init__(
        self, title: str, did: Did, way: str, by: tuple[Did, ...], lines: list[str], *, partly: bool
    ) -> None:
        super().__init__(title, "\n".join(lines))
        self.did = did
        self.way = way
        self.by = by
        self.partly = partly


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after; None where nothing was known (or the value was erased)."""

    field: str
    before: object
    after: object

    def turned(self) -> FieldChange:
        """The change that takes this one back."""
        return FieldChange(self.field, self.after, self.before)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What an action did to one record: ``operation`` is C(reated), U(pdated) or D(eleted)."""

    operation_id: UUID
    action_id: UUID
    kind: str
    record_id: UUID
    operation: str
    version: int
    fields: tuple[FieldChange, ...]
