"""Certificates: numbered, with name and title as issued, never silently changed afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class CertificateState(StrEnum):
    """What became of a certificate."""

    ISSUED = "issued"
    REISSUED = "reissued"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as issued: the name and title on it stay even when the person's change.

    ``copy`` counts how often it was given out; ``statement`` is the signed text of its QR code.
    """

    id: UUID
    registration_id: UUID
    number: str
    name: str
    title: str
    issued_on: date
    state: CertificateState
    reason: str
    copy: int = 1
    revoked_on: date | None = None
    replaces_id: UUID | None = None
    statement: str = ""


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
