"""A person's rights over their data: consent, having all of it, having their identity erased.

Hides the form of the files handed out and who is found by what.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from workshopdesk.documents.model import Language
from workshopdesk.domain.consent import Consent
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.store import Store, privacy
from workshopdesk.store import tables as t
from workshopdesk.store.privacy import RETENTION_YEARS, Anonymised, Due, DuePerson, DueProgramme

__all__ = ["RETENTION_YEARS", "Anonymised", "Due", "DuePerson", "DueProgramme", "Language"]
__all__ += [
    "anonymise",
    "anonymise_all",
    "anonymise_programme",
    "due",
    "export_person",
    "export_person_pdf",
]
__all__ += ["keep_known_for", "person_data", "person_pdf", "set_consent", "terms"]
__all__ += ["withdraw_answer"]

LONGEST_RETENTION = 100


def set_consent(
    store: Store, person_id: UUID, purpose: str, *, given: bool, on: date, asked_by: str = ""
) -> None:
    """Write down that a person agreed, or refused, on a day; the newest answer stands.

    ``purpose`` is a Purpose or any words. Raises UserError for an empty one or an unknown person.
    """
    purpose = canonical(purpose)
    if not purpose:
        raise UserError(_("Say what the consent is for"))
    message = N_("Consent given: %(purpose)s") if given else N_("Consent refused: %(purpose)s")
    with store.unit_of_work(message, purpose=purpose) as work:
        work.get(t.Person, person_id)
        found = work.find(t.Consent, person_id=person_id, purpose=purpose)
        record = found[0] if found else work.add(t.Consent(person_id=person_id, purpose=purpose))
        record.given, record.on, record.asked_by = given, on, canonical(asked_by)
        for surplus in found[1:]:
            work.delete(surplus)
        work.commit()


def withdraw_answer(store: Store, seen: Consent) -> None:
    """Nobody was asked after all: the answer goes. Raises Conflict when it changed meanwhile."""
    with store.unit_of_work(N_("Remove a consent: %(purpose)s"), purpose=seen.purpose) as work:
        work.delete(work.get(t.Consent, seen.id, seen.version))
        work.commit()


def keep_known_for(store: Store, programme_id: UUID, years: int | None) -> None:
    """How many years after its end a programme's people stay known; None: RETENTION_YEARS.

    Raises UserError for less than one year or more than a hundred.
    """
    if years is not None and not 1 <= years <= LONGEST_RETENTION:
        raise UserError(
            _("People can be kept known for 1 to %(n)d years") % {"n": LONGEST_RETENTION}
        )
    with store.unit_of_work(N_("Change how long people stay known")) as work:
        work.get(t.Programme, programme_id).retention_years = years
        work.commit()


def person_data(store: Store, person_id: UUID) -> dict[str, Any]:
    """Everything stored about a person, as JSON values. Raises UserError when unknown."""
    return privacy.person_data(store, person_id)


def export_person(store: Store, person_id: UUID, path: Path) -> Path:
    """Write everything stored about a person to a JSON file, which is not overwritten.

    The name of the file is the caller's: best none that names the person.
    """
    words = json.dumps(person_data(store, person_id), ensure_ascii=False, indent=1)
    return _written(path, (words + "\n").encode())


def person_pdf(store: Store, person_id: UUID, language: Language, today: date) -> bytes:
    """Everything stored about a person as a readable paper, in Lao, English or both."""
    from workshopdesk import documents  # only now: listing what is due draws nothing
    from workshopdesk.services.papers import personal_data

    data = person_data(store, person_id)
    with store.read() as reader:
        sheet = personal_data.assemble(reader, data, language, today)
    return documents.render_pdf(sheet)


def export_person_pdf(
    store: Store, person_id: UUID, path: Path, language: Language, today: date
) -> Path:
    """As ``export_person``, for people to read."""
    return _written(path, person_pdf(store, person_id, language, today))


def _written(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise EnvironmentProblem(
            _("The file cannot be written"), f"{path}: {error.strerror}"
        ) from error
    return path


def due(store: Store, today: date, years: int = RETENTION_YEARS) -> Due:
    """People and programmes whose retention (years after the last day) has ended."""
    return privacy.due(store, today, years)


def terms(store: Store) -> dict[UUID, int | None]:
    """How many years after its end each programme's people stay known; None: RETENTION_YEARS."""
    return privacy.terms(store)


def anonymise(store: Store, person_id: UUID) -> Anonymised:
    """Take away a person's identity for good; the counts stay. See ``store.privacy``."""
    return privacy.anonymise(store, person_id)


def anonymise_all(store: Store, people: Collection[UUID]) -> Anonymised:
    """The same for several people, in one action."""
    return privacy.anonymise_all(store, people)


def anonymise_programme(store: Store, programme_id: UUID) -> Anonymised:
    """The same for everyone who took part in this programme only."""
    return privacy.anonymise_programme(store, programme_id)
