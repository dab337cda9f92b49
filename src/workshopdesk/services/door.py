"""Printing certificates at the door: some or all of an event, and people nobody expected.

Hides in which transaction a number is given out: always that which keeps the certificate, before
its paper is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from workshopdesk.documents import render_pdf
from workshopdesk.documents.calibration import CalibrationSheet
from workshopdesk.documents.model import Language
from workshopdesk.domain.attendance import AttendanceSource, Mark
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.services.attendance import MarkWriter
from workshopdesk.services.papers.certificates import certificate_batch
from workshopdesk.services.papers.facts import read_facts
from workshopdesk.services.papers.heads import footing, letterhead
from workshopdesk.services.papers.issuing import (
    decision_on,
    holding,
    issue_to,
    sign,
    taking_turns,
    with_certificates,
)
from workshopdesk.services.papers.wording import Wording
from workshopdesk.services.registrations import add_person, register
from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t
from workshopdesk.verifying import KeyPair

Offset = tuple[float, float]
"""Millimetres to the right and down."""
UNEXPECTED = N_("Came without being registered")
"""The reason written with a certificate of somebody who was registered at the door."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which certificates are printed, and how.

    ``only``: registrations; None for everyone who has earned one. ``preprinted``: see
    ``papers.certificates.certificate_batch``.
    """

    event_code: str
    language: Language = "lo"
    only: frozenset[UUID] | None = None
    preprinted: Offset | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF, and the certificates on its pages, in their order."""

    pdf: bytes
    certificates: tuple[UUID, ...]


def make(
    store: Store, wanted: Wanted, *, key: KeyPair | None = None, progress: Progress | None = None
) -> Made:
    """Issue what is not issued yet and draw it; in list order.

    Raises UserError when none of these people has earned a certificate.
    """
    facts = with_certificates(store, wanted.event_code, issue=True, only=wanted.only, key=key)
    words = Wording(wanted.language)
    sheet = certificate_batch(facts, words, only=wanted.only, preprinted=wanted.preprinted)
    chosen = [c.id for c, p in holding(facts) if wanted.only is None or p.id in wanted.only]
    return Made(render_pdf(sheet, progress=progress), tuple(chosen))


def calibration(store: Store, event_code: str, language: Language, offset: Offset) -> bytes:
    """The page that shows how far a printer is off the pre-printed paper, as a PDF."""
    with store.read() as reader:
        facts = read_facts(reader, event_code)
    words = Wording(language)
    title = words.say(N_("Calibration of pre-printed certificates"))
    signed = [words.line(N_("%(mm)s mm"), mm=f"{value:+.1f}") for value in offset]
    sheet = CalibrationSheet(
        language=words.language,
        head=letterhead(facts, words, title),
        foot=footing(facts, words, title),
        dated=facts.event.last_day,
        lines=(
            words.line(N_("1. Print this page on plain paper, at its true size (100 %).")),
            words.line(N_("2. Lay it over a pre-printed certificate and hold both to the light.")),
            words.line(N_("3. Measure how far the frames must move, to the right and down.")),
            words.line(N_("4. Add that to the offset and print again until it fits.")),
            words.line(N_("Offset now: right %(right)s, down %(down)s"), right=signed[0],
                       down=signed[1]),
        ),
        places=(
            words.line(N_("Number")),
            words.line(N_("Name and surname")),
            words.line(N_("Event")),
            words.line(N_("Date")),
            words.line(N_("QR code")),
        ),
        offset=offset,
    )  # fmt: skip
    return render_pdf(sheet)


def walk_in(
    store: Store,
    event_code: str,
    name: str,
    half_day: int,
    *,
    person_id: UUID | None = None,
    key: KeyPair | None = None,
) -> UUID:
    """Register somebody who came unexpected, mark them present, issue a certificate; all or none.

    ``person_id``: a known person, else a new one by name. Where attendance is not taken at all
    nothing is marked: one mark alone would make everyone else absent. Where the event's rule asks
    for more than this half-day, an exception with its reason is written. Gives the registration.
    Raises UserError for no name, or a person on the list.
    """

    def admit() -> UUID:
        with store.unit_of_work(
            N_("%(name)s came to %(event)s unexpected"), name=canonical(name), event=event_code
        ) as work:
            event = work.reader.event(event_code)
            if half_day not in {h.number for h in event.half_days}:
                raise UserError(_("These marks belong to another event"))
            known = add_person(work, name) if person_id is None else work.get(t.Person, person_id)
            came = register(work, event.id, known).id
            work.flush()
            if work.reader.attendance(event.id):
                writer = MarkWriter(work, event.id)
                writer.set(came, half_day, Mark.PRESENT, AttendanceSource.TYPED)
            _certify(work, event_code, came, key)
            work.commit()
            return came

    return taking_turns(admit)


def _certify(work: UnitOfWork, event_code: str, registration_id: UUID, key: KeyPair | None) -> None:
    """Issue a certificate, against the rule if it must be; one held from before stays."""
    facts = read_facts(work.reader, event_code)
    decision = decision_on(facts, registration_id)
    if decision is None or not decision.entitled:
        reason = _(UNEXPECTED)
        work.add(
            t.CertificateException(registration_id=registration_id, allowed=True, reason=reason)
        )
    if all(person.id != registration_id for _certificate, person in holding(facts)):
        person = next(p for p in facts.people if p.id == registration_id)
        issue_to(work, facts, person)
    work.flush()
    if key:
        sign(work, read_facts(work.reader, event_code), key)
