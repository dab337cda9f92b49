"""Reference data a user can extend: places, roles, organisation types, ethnic families.

Their codes are natural keys, the same in every database. ``active`` is False for a row that
is no longer offered but is still named by older records.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Integer
from sqlalchemy.orm import Mapped, mapped_column

from workshopdesk.store.tables.base import Code, Record, refers, text


class Province(Record):
    """A first-level unit by ISO 3166-2 code; ``variants`` are other spellings, one a line."""

    __tablename__ = "province"
    natural_key = ("code",)

    code: Mapped[str] = mapped_column(Code, unique=True)
    number: Mapped[str] = text()
    name_lo: Mapped[str] = text()
    name_en: Mapped[str] = text()
    full_lo: Mapped[str] = text()
    variants: Mapped[str] = text()
    region: Mapped[str] = mapped_column(Code, default="")
    active: Mapped[bool] = mapped_column(Boolean, default=True)


class District(Record):
    """A second-level unit by national code; ``kind`` is district or city."""

    __tablename__ = "district"
    natural_key = ("code",)

    code: Mapped[str] = mapped_column(Code, unique=True)
    province: Mapped[str] = refers("province.code")
    name_lo: Mapped[str] = text()
    name_en: Mapped[str] = text()
    variants: Mapped[str] = text()
    kind: Mapped[str] = mapped_column(Code, default="district")
    confidence: Mapped[str] = mapped_column(Code, default="")
    active: Mapped[bool] = mapped_column(Boolean, default=True)


class RoleTerm(Record):
    """The words for a role."""

    __tablename__ = "role"
    natural_key = ("code",)

    code: Mapped[str] = mapped_column(Code, unique=True)
    name_lo: Mapped[str] = text()
    name_en: Mapped[str] = text()
    confidence: Mapped[str] = mapped_column(Code, default="")
    order: Mapped[int] = mapped_column(Integer, default=0)
    active: Mapped[bool] = mapped_column(Boolean, default=True)


class OrganisationType(Record):
    """A type of organisation, perhaps under a wider one."""

    __tablename__ = "organisation_type"
    natural_key = ("code",)

    code: Mapped[str] = mapped_column(Code, unique=True)
    name_lo: Mapped[str] = text()
    name_en: Mapped[str] = text()
    confidence: Mapped[str] = mapped_column(Code, default="")
    parent: Mapped[str | None] = refers("organisation_type.code", nullable=True)
    order: Mapped[int] = mapped_column(Integer, default=0)
    active: Mapped[bool] = mapped_column(Boolean, default=True)


class EthnicFamily(Record):
    """An ethno-linguistic family: the level funders ask for."""

    __tablename__ = "ethnic_family"
    natural_key = ("code",)

    code: Mapped[str] = mapped_column(Code, unique=True)
    name_lo: Mapped[str] = text()
    name_en: Mapped[str] = text()
    confidence: Mapped[str] = mapped_column(Code, default="")
    order: Mapped[int] = mapped_column(Integer, default=0)
    active: Mapped[bool] = mapped_column(Boolean, default=True)


class EthnicGroup(Record):
    """An ethnic group of a family."""

    __tablename__ = "ethnic_group"
    natural_key = ("code",)

    code: Mapped[str] = mapped_column(Code, unique=True)
    family: Mapped[str] = refers("ethnic_family.code")
    name_lo: Mapped[str] = text()
    name_en: Mapped[str] = text()
    confidence: Mapped[str] = mapped_column(Code, default="")
    order: Mapped[int] = mapped_column(Integer, default=0)
    active: Mapped[bool] = mapped_column(Boolean, default=True)


class PositionRule(Record):
    """A position that holds ``pattern`` means ``role`` where a list has no role column."""

    __tablename__ = "position_rule"
    natural_key = ("pattern",)

    pattern: Mapped[str] = mapped_column(Code, unique=True)
    role: Mapped[str] = refers("role.code", index=False)
    order: Mapped[int] = mapped_column(Integer, default=0)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
