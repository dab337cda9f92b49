"""The change log: devices, what people did, every change, and personal values kept apart.

``number`` columns are small keys of this one file; across files a device, an action and an
operation are named by their UUIDs, and the hashes are made over those. Entries are made in
``store.journal`` and checked in ``store.checking``; docs/decisions/0003-change-log.md says why.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Integer, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workshopdesk.store.tables.base import Base, Code, Key

Number = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up only a column declared INTEGER."""


class Device(Base):
    """A machine that writes, with the head of its chain."""

    __tablename__ = "device"

    number: Mapped[int] = mapped_column(Number, primary_key=True, init=False)
    id: Mapped[UUID] = mapped_column(Key, unique=True)
    name: Mapped[str] = mapped_column(Text, default="")
    last_sequence: Mapped[int] = mapped_column(Number, default=0)
    last_clock: Mapped[int] = mapped_column(BigInteger, default=0)
    last_hash: Mapped[bytes] = mapped_column(LargeBinary(32), default=b"")


class Action(Base):
    """One thing a person did, in one transaction: the step that undo takes back.

    ``message`` is an English msgid, ``details`` fills it (JSON; may name people, so it is kept
    with a salt and can be erased, leaving its digest). ``kind``: user, reference, migration,
    undo, redo. ``undoes`` is the action taken back or done again.
    """

    __tablename__ = "action"

    number: Mapped[int] = mapped_column(Number, primary_key=True, init=False)
    id: Mapped[UUID] = mapped_column(Key, unique=True)
    device: Mapped[int] = mapped_column(ForeignKey("device.number"))
    kind: Mapped[str] = mapped_column(Code, default="user")
    author: Mapped[str] = mapped_column(Text, index=True)
    at: Mapped[datetime]
    message: Mapped[str] = mapped_column(Text)
    details: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    erased_digest: Mapped[bytes | None] = mapped_column(LargeBinary(32), default=None)
    undoes: Mapped[UUID | None] = mapped_column(Key, default=None, index=True)
    first_sequence: Mapped[int] = mapped_column(Number)
    last_sequence: Mapped[int] = mapped_column(Number)


class Change(Base):
    """One record changed in one action.

    ``operation`` is C (created), U (updated) or D (deleted). ``fields`` is JSON:
    {field: after} of a creation, {field: [before, after]} of an update, {field: before} of a
    deletion; personal fields are in PersonalValues instead. ``parents`` are the operations on
    this record that the writer had seen last, as concatenated UUIDs.
    """

    __tablename__ = "change"
    __table_args__ = (UniqueConstraint("device", "sequence"),)

    number: Mapped[int] = mapped_column(Number, primary_key=True, init=False)
    operation_id: Mapped[UUID] = mapped_column(Key, unique=True)
    device: Mapped[int] = mapped_column(ForeignKey("device.number"))
    sequence: Mapped[int] = mapped_column(Number)
    clock: Mapped[int] = mapped_column(BigInteger)
    action: Mapped[int] = mapped_column(ForeignKey("action.number"))
    kind: Mapped[str] = mapped_column(Code)
    record_id: Mapped[UUID] = mapped_column(Key, index=True)
    operation: Mapped[str] = mapped_column(Code)
    version: Mapped[int] = mapped_column(Integer)
    schema_version: Mapped[int] = mapped_column(Integer)
    fields: Mapped[str] = mapped_column(Text)
    parents: Mapped[bytes] = mapped_column(LargeBinary)
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class ActionSubject(Base):
    """An event or a person that an action is about: what their history is read by.

    Follows from the entries, so it is not in the chain (``store.subjects``).
    """

    __tablename__ = "action_subject"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    subject_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    action: Mapped[int] = mapped_column(ForeignKey("action.number"), primary_key=True)


class PersonalValues(Base):
    """The personal fields of one change (JSON as in Change.fields), with the salt of its digests.

    Erasing some sets ``salt`` to None and keeps per field, in ``kept`` (JSON), either its own
    salt (value still here) or its digest (value gone), so that the chain still checks.
    """

    __tablename__ = "personal_values"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    operation_id: Mapped[UUID] = mapped_column(
        Key, ForeignKey("change.operation_id"), primary_key=True
    )
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    fields: Mapped[str] = mapped_column(Text)
    kept: Mapped[str | None] = mapped_column(Text, default=None)
