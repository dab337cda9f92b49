"""What certificates need besides themselves: templates, exceptions, printings, signing keys."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer
from sqlalchemy.orm import Mapped, mapped_column

from workshopdesk.store.tables.base import Code, Moment, Record, maybe, refers, text


class CertificateTemplate(Record):
    """What a certificate looks like; ``content`` is JSON, pictures inside it included."""

    __tablename__ = "certificate_template"

    name: Mapped[str] = text()
    content: Mapped[str] = text()


class CertificateException(Record):
    """A registration that has a certificate against the event's rule, or has none, and why."""

    __tablename__ = "certificate_exception"
    natural_key = ("registration_id",)

    registration_id: Mapped[UUID] = refers("registration.id", owned=True)
    allowed: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str] = text(personal=True)


class CertificatePrinting(Record):
    """One certificate that came out of a printer or into a file."""

    __tablename__ = "certificate_printing"

    certificate_id: Mapped[UUID] = refers("certificate.id", owned=True)
    printed_at: Mapped[datetime] = mapped_column(Moment)
    copy: Mapped[int] = mapped_column(Integer, default=1)
    way: Mapped[str] = mapped_column(Code, default="")


class SigningKey(Record):
    """A key that signs certificates, in base64; ``private`` is encrypted ("" where unknown)."""

    __tablename__ = "signing_key"

    code: Mapped[str] = mapped_column(Code, unique=True)
    issuer_lo: Mapped[str] = text()
    issuer_en: Mapped[str] = text()
    public: Mapped[str] = text()
    private: Mapped[str] = text(personal=True)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date | None] = maybe(Date)
