"""What is odd about a cell, before it is known which row the cell stands in."""

from __future__ import annotations

from dataclasses import dataclass

from workshopdesk.domain.problems import Severity


@dataclass(frozen=True, slots=True)
class Told:
    """A problem's stable code, its message in words, the field it is about.

    ``hint``: worth knowing, nothing to mend. ``of_place``: the field may have no column of its
    own because an address in one cell said it.
    """

    code: str
    message: str
    field: str
    hint: bool = False
    of_place: bool = False

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return Severity.HINT if self.hint else Severity.WARNING
