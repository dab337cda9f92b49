"""Certificates: numbered, with name and title as issued, never silently changed afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class CertificateState(StrEnum):
    """What became of a certificate."""

    ISSUED = "issued"
    REISSUED = "reissued"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as issued: what is on it stays even when the person or the event changes.

    ``copy`` counts how often it was given out; ``replaces_id`` is the one it stands in place of;
    ``statement`` is the signed text of its QR code, "" when it has none.
    """

    id: UUID
    registration_id: UUID
    number: str
    name: str
    title: str
    issued_on: date
    state: CertificateState
    reason: str
    name_latin: str = ""
    unit: str = ""
    event_title_lo: str = ""
    event_title_en: str = ""
    first_day: date | None = None
    last_day: date | None = None
    contact_minutes: int | None = None
    copy: int = 1
    revoked_on: date | None = None
    replaces_id: UUID | None = None
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Printing:
    """A certificate that came out of a printer ("printer") or into a file ("file"), and when."""

    certificate_id: UUID
    at: datetime
    copy: int
    way: str


@dataclass(frozen=True, slots=True)
class CertificateException:
    """Somebody who has a certificate against the rule (``allowed``), or has none, and why."""

    allowed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class CertificateRule:
    """Who gets a certificate of an event.

    ``half_days``: how many half-days must have been attended; None: what completes the event.
    ``roles_out``: roles that get none. ``exceptions`` by registration.
    """

    half_days: int | None = None
    roles_out: frozenset[str] = frozenset()
    exceptions: Mapping[UUID, CertificateException] = field(default_factory=dict)


class Why(StrEnum):
    """Why somebody gets a certificate, or does not."""

    EARNED = "earned"
    REGISTERED = "registered"
    ALLOWED = "allowed"
    REFUSED = "refused"
    ROLE_OUT = "role_out"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether somebody gets a certificate; ``reason`` is what was written for an exception."""

    entitled: bool
    why: Why
    reason: str = ""


def decide(
    rule: CertificateRule, registration_id: UUID, role: str, *, present: int | None, completed: bool
) -> Decision:
    """Judge one registration: an exception first, then its role, then what it attended.

    ``present`` counts its half-days; None while nobody's attendance has been taken, when everyone
    registered is to have one.
    """
    exception = rule.exceptions.get(registration_id)
    if exception is not None:
        why = Why.ALLOWED if exception.allowed else Why.REFUSED
        return Decision(exception.allowed, why, exception.reason)
    if role in rule.roles_out:
        return Decision(False, Why.ROLE_OUT)
    if present is None:
        return Decision(True, Why.REGISTERED)
    enough = completed if rule.half_days is None else present >= rule.half_days
    return Decision(enough, Why.EARNED if enough else Why.TOO_FEW)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a certificate says in its signed code. ``contact_minutes`` 0: not said.

    ``expires_on`` is the last day it holds, None for ever.
    """

    number: str
    name: str
    event: str
    first_day: date
    last_day: date
    contact_minutes: int = 0
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that signs certificates: its public half, and the private one as it is stored.

    ``locked`` is "" where only the public half is known; ``last_day`` is set once it is retired.
    """

    id: UUID
    code: str
    public: bytes
    locked: str
    issuer_lo: str
    issuer_en: str
    first_day: date
    last_day: date | None
