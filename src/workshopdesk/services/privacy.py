"""A person's rights over their data: having all of it, and having their identity erased in time.

Hides the form of the file handed out and who is found by what.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from workshopdesk.domain.errors import EnvironmentProblem
from workshopdesk.i18n import _
from workshopdesk.store import Store, privacy
from workshopdesk.store.privacy import RETENTION_YEARS, Anonymised, Due, DuePerson, DueProgramme

__all__ = ["RETENTION_YEARS", "Anonymised", "Due", "DuePerson", "DueProgramme", "anonymise"]
__all__ += ["anonymise_programme", "due", "export_person", "person_data"]


def person_data(store: Store, person_id: UUID) -> dict[str, Any]:
    """Everything stored about a person, as JSON values. Raises UserError when unknown."""
    return privacy.person_data(store, person_id)


def export_person(store: Store, person_id: UUID, path: Path) -> Path:
    """Write everything stored about a person to a JSON file, which is not overwritten.

    The name of the file is the caller's: best none that names the person.
    """
    words = json.dumps(person_data(store, person_id), ensure_ascii=False, indent=1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(words + "\n")
    except OSError as error:
        raise EnvironmentProblem(
            _("The file cannot be written"), f"{path}: {error.strerror}"
        ) from error
    return path


def due(store: Store, today: date, years: int = RETENTION_YEARS) -> Due:
    """People and programmes whose retention (years after the last day) has ended."""
    return privacy.due(store, today, years)


def anonymise(store: Store, person_id: UUID) -> Anonymised:
    """Take away a person's identity for good; the counts stay. See ``store.privacy``."""
    return privacy.anonymise(store, person_id)


def anonymise_programme(store: Store, programme_id: UUID) -> Anonymised:
    """The same for everyone who took part in this programme only."""
    return privacy.anonymise_programme(store, programme_id)
