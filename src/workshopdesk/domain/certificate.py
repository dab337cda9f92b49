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
    """A certificate as issued: the name and title on it stay even when the person's change."""

    id: UUID
    registration_id: UUID
    number: str
    name: str
    title: str
    issued_on: date
    state: CertificateState
    reason: str
