"""The issuing office, its paper texts, attachments, and what the program remembers for it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from workshopdesk.store.tables.base import Base, Code, Record, maybe, refers, text


class Office(Record):
    """The one issuing office of a database (``slot`` is always "own").

    State lines hold one printed line each, parted by a line feed. ``certificate_mask`` is a
    format string over ``n`` (the number in its series), ``year`` and ``office``.
    """

    __tablename__ = "office"
    natural_key = ("slot",)

    slot: Mapped[str] = mapped_column(Code, default="own", unique=True)
    name_lo: Mapped[str] = text()
    name_en: Mapped[str] = text()
    abbreviation: Mapped[str] = text()
    place_lo: Mapped[str] = text()
    place_en: Mapped[str] = text()
    state_lines_lo: Mapped[str] = text()
    state_lines_en: Mapped[str] = text()
    certificate_mask: Mapped[str] = text()


class OfficeSigner(Record):
    """Who signs the office's papers, in the order the signatures stand."""

    __tablename__ = "office_signer"

    office_id: Mapped[UUID] = refers("office.id", owned=True)
    order: Mapped[int] = mapped_column(Integer, default=1)
    title_lo: Mapped[str] = text()
    title_en: Mapped[str] = text()
    name_lo: Mapped[str] = text(personal=True)
    name_en: Mapped[str] = text(personal=True)


class PaperText(Record):
    """An editable wording of a paper. ``confidence`` A (attested) to D (unsure)."""

    __tablename__ = "paper_text"
    natural_key = ("code", "language")

    code: Mapped[str] = mapped_column(Code)
    language: Mapped[str] = mapped_column(Code)
    text: Mapped[str] = text()
    confidence: Mapped[str] = mapped_column(Code, default="")


class Content(Base):
    """The bytes of attachments, by their SHA-256: written once, never changed, so not logged."""

    __tablename__ = "content"

    sha256: Mapped[str] = mapped_column(Code, primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Attachment(Record):
    """A file: of an event, of a person, or named by what uses it (a logo, an attendance page)."""

    __tablename__ = "attachment"

    kind: Mapped[str] = mapped_column(Code)
    name: Mapped[str] = text(personal=True)
    media_type: Mapped[str] = text()
    size: Mapped[int] = mapped_column(Integer, default=0)
    sha256: Mapped[str] = mapped_column(Code, default="")
    event_id: Mapped[UUID | None] = refers("event.id", nullable=True)
    person_id: Mapped[UUID | None] = refers("person.id", nullable=True)
    order: Mapped[int | None] = maybe(Integer)
    caption_lo: Mapped[str] = text()
    caption_en: Mapped[str] = text()


class ListLayout(Record):
    """The columns a user confirmed for lists of one look (``mapping``: JSON field -> column)."""

    __tablename__ = "list_layout"
    natural_key = ("fingerprint",)

    fingerprint: Mapped[str] = mapped_column(Code, unique=True)
    mapping: Mapped[str] = text()
