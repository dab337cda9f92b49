"""Organisations: type, level, and what they are part of."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import LargeBinary, Text
from sqlalchemy.orm import Mapped

from workshopdesk.lao.collation import sort_key
from workshopdesk.lao.text import search_key
from workshopdesk.store.tables.base import Code, Record, derived, maybe, refers, text


class Organisation(Record):
    """An organisation; ``type`` is a code of the editable organisation types."""

    __tablename__ = "organisation"

    name_lo: Mapped[str] = text()
    name_en: Mapped[str] = text()
    abbreviation: Mapped[str] = text()
    type: Mapped[str | None] = refers("organisation_type.code", nullable=True, index=False)
    level: Mapped[str | None] = maybe(Code)
    parent_id: Mapped[UUID | None] = refers("organisation.id", nullable=True)
    province: Mapped[str | None] = refers("province.code", nullable=True, index=False)
    district: Mapped[str | None] = refers("district.code", nullable=True, index=False)
    sector: Mapped[str] = text()
    search_key: Mapped[str] = derived(Text, index=True)
    sort_key: Mapped[bytes] = derived(LargeBinary)

    def derive(self) -> None:
        """Lao order where there is a Lao name."""
        self.search_key = search_key(self.name_lo or self.name_en)
        self.sort_key = sort_key(self.name_lo or self.name_en)
