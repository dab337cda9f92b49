"""History: what people did, and what that changed, as read from the change log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Did:
    """One action of one person: one step of undo.

    ``message`` is an English msgid that ``details`` fill; ``kind`` is user, reference,
    migration, undo or redo; ``records`` the number of records changed; ``undoes`` the action
    taken back (kind undo) or done again (kind redo).
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

    def said(self, translate: Callable[[str], str]) -> str:
        """What was done, in words; ``translate`` is gettext of a language."""
        return translate(self.message) % self.details


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
