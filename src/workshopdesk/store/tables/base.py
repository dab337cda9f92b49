"""What every table shares: key, version, column types, and what the change log must know of them.

A column says about itself, in ``info``, what cannot be guessed: ``personal`` (its values are
kept apart from the log's chain, so that they can be erased) and ``derived`` (computed from other
columns before saving, so not logged at all). Keys are UUIDs; a table with a ``natural_key``
gets its key from those columns, so that two offline copies that record the same fact
(the mark of one registration for one half-day) hold one record, not two.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar, dataclass_transform
from uuid import UUID, uuid5

from sqlalchemy import (
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    Uuid,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, MappedColumn, mapped_column
from sqlalchemy.types import DateTime, TypeDecorator, TypeEngine

NAMESPACE = UUID("6f2b7a52-3d1c-5c0e-9a57-0b8f4d3c1e20")
"""Natural keys are UUIDv5 in this namespace. Changing it would orphan every stored one."""


class Key(TypeDecorator[UUID]):
    """A UUID: 16 bytes on SQLite (half the size of its text), native on PostgreSQL."""

    impl = Uuid
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """16 bytes or the server's own type."""
        return LargeBinary(16) if dialect.name == "sqlite" else Uuid()

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        """UUID to what the driver stores."""
        return value.bytes if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, _dialect: Dialect) -> UUID | None:
        """What the driver gives to UUID."""
        return UUID(bytes=value) if isinstance(value, bytes) else value


class Code(TypeDecorator[str]):
    """A short code out of an enum or a table. An enum's member is stored as its value."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Drivers treat a str and a member of a StrEnum differently; they get a plain str."""
        return None if value is None else str(value)


class Moment(TypeDecorator[datetime]):
    """A point in time, aware and in UTC on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite stores text without a zone, so UTC is meant there."""
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give back the zone."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Amount(TypeDecorator[Decimal]):
    """An exact amount or rate: kept as decimal text, so that no engine rounds it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> str | None:
        """Plain digits, never an exponent."""
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: Any, _dialect: Dialect) -> Decimal | None:
        """The same digits back."""
        return None if value is None else Decimal(value)

    @property
    def python_type(self) -> type[Decimal]:
        """What a value is in the program."""
        return Decimal


@dataclass_transform(kw_only_default=True, field_specifiers=(mapped_column,))
class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False):
    """All tables hang on one metadata for both engines; constraints are named for migrations."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Key,
        str: Text,
        datetime: Moment,
        Decimal: Amount,
    }


class Record(Base):
    """A row whose every change is logged. ``id`` may be left out: adding it makes one."""

    __abstract__ = True
    natural_key: ClassVar[tuple[str, ...]] = ()

    id: Mapped[UUID] = mapped_column(Key, primary_key=True, default=None, sort_order=-2)
    version: Mapped[int] = mapped_column(Integer, init=False, sort_order=-1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form

    @classmethod
    def key(cls, *values: object) -> UUID:
        """The key of the record whose ``natural_key`` columns hold these values, in that order."""
        return uuid5(NAMESPACE, "\x1f".join([cls.__tablename__, *map(str, values)]))

    def derive(self) -> None:
        """Set the columns that follow from others. Called before every save."""


def text(*, personal: bool = False, index: bool = False) -> MappedColumn[str]:
    """Words as typed; "" when unknown."""
    return mapped_column(Text, default="", index=index, info={"personal": personal})


def maybe(kind: Any = None, *, personal: bool = False) -> MappedColumn[Any]:
    """A value that may be unknown (None)."""
    info = {"personal": personal}
    return (
        mapped_column(kind, default=None, nullable=True, info=info)
        if kind
        else mapped_column(default=None, nullable=True, info=info)
    )


def derived(kind: Any, *, index: bool = False) -> MappedColumn[Any]:
    """A column that ``derive`` computes: not in the constructor, not in the log."""
    return mapped_column(kind, init=False, nullable=True, index=index, info={"derived": True})


def refers(
    target: str, *, owned: bool = False, index: bool = True, nullable: bool = False
) -> MappedColumn[Any]:
    """A reference, checked by the database at commit so that the order of saving is free.

    ``owned``: the row is part of what it refers to and goes when that is deleted.
    """
    key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    kind = Key if target.endswith(".id") else Code
    if nullable:
        return mapped_column(kind, key, default=None, nullable=True, index=index)
    return mapped_column(kind, key, index=index, info={"owned": owned})


__all__ = [
    "NAMESPACE", "Amount", "Base", "Code", "Key", "Moment", "Record",
    "date", "derived", "maybe", "refers", "text",
]  # fmt: skip
