"""Problems are values: what, where, how bad, how to mend. They are returned, never thrown."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is. An error means the row or value could not be used as it stands."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of a list, an agenda, a registration.

    ``code`` is a stable English key; ``message`` says in words what is wrong and what to do.
    ``sheet``, ``row`` (1-based, as the spreadsheet shows it) and ``column`` (letters or a
    heading) name the place; ``record`` names a stored thing instead.
    """

    severity: Severity
    code: str
    message: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    record: str = ""

    def as_json(self) -> dict[str, object]:
        """The fields with stable English keys, for ``--json``."""
        return asdict(self)
