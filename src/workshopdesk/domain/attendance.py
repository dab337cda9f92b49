"""Attendance: a mark per registration and half-day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Mark(StrEnum):
    """What is known of one half-day. Late is present; excused and absent are not."""

    PRESENT = "present"
    LATE = "late"
    ABSENT = "absent"
    EXCUSED = "excused"


PRESENT = frozenset({Mark.PRESENT, Mark.LATE})


class AttendanceSource(StrEnum):
    """How a mark came in."""

    TYPED = "typed"
    SCANNED = "scanned"
    BADGE = "badge"


@dataclass(frozen=True, slots=True)
class AttendanceMark:
    """The mark of one registration for one half-day (numbered as in Event.half_days)."""

    registration_id: UUID
    half_day: int
    mark: Mark
    source: AttendanceSource
