"""Where what is missing before a report is mended: for each kind of problem a room. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from workshopdesk.domain.problems import Problem
from workshopdesk.i18n import N_

_OPEN, _ADD, _MEND, _REVIEW = N_("Open"), N_("Add"), N_("Mend"), N_("Review")


@dataclass(frozen=True, slots=True)
class Mend:
    """The room, what of it to bring into view ("" the problem's own record), the verb (a msgid)."""

    room: str
    verb: str = _OPEN
    focus: str = ""

    def place(self, problem: Problem) -> str:
        """What of the room is to be brought into view."""
        return self.focus or problem.record


MENDS = {
    "people_none": Mend("participants", _ADD),
    "sex_unknown": Mend("participants", _MEND, "unknown-sex"),
    "province_unknown": Mend("participants", _MEND, "unknown-province"),
    "duplicates": Mend("duplicates", _REVIEW),
    "agenda_empty": Mend("agenda", _ADD),
    "agenda_clash": Mend("agenda"),
    "groups_none": Mend("groups"),
    "groups_silent": Mend("groups", focus="findings"),
    "attendance_none": Mend("attendance"),
    "half_days_unsigned": Mend("attendance"),
    "people_unmarked": Mend("attendance"),
    "two_provinces": Mend("participants"),
    "consent_missing": Mend("people"),
    "certificates_pending": Mend("papers", focus="certificates"),
    "summary_empty": Mend("event_report"),
}
"""By the code of the problem, as ``services.ready`` gives it."""
