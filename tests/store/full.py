"""One row of every kind that hangs on an event, for tests of rights and of copying."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from uuid import UUID

from tests.store import samples

from workshopdesk.store import UnitOfWork
from workshopdesk.store import tables as t

DAY = date(2025, 9, 15)


def fill(work: UnitOfWork, number: str) -> None:
    """A programme, its event, and one row of every table that hangs on it."""
    programme = work.add(t.Programme(code=f"P{number}", name_en="Programme"))
    event = samples.add_event(work, f"E{number}")
    work.add(t.EventProgramme(event_id=event.id, programme_id=programme.id))
    seats = samples.add_people(work, event)
    add_plans(work, event.id, seats)
    add_people(work, seats[0])
    add_certificate(work, seats[0], number)
    add_reports(work, event.id, programme.id, number)
    add_money(work, event.id, seats[0])


def add_plans(work: UnitOfWork, event: UUID, seats: list[t.Registration]) -> None:
    """Parties, checklist, invitation, an agenda with group work."""
    host = work.add(t.Organisation(name_lo="ອົງການ"))
    work.add(t.EventOrganisation(event_id=event, organisation_id=host.id))
    work.add(t.EventChair(event_id=event, name="ທ່ານ"))
    work.add(t.ChecklistItem(event_id=event, title_lo="ຈອງຫ້ອງ"))
    work.add(t.Invitation(event_id=event, organisation_text="ຫ້ອງການ", role="participant"))
    work.add(t.HeadCount(event_id=event, women=2, role="participant"))
    session = work.add(t.Session(event_id=event, day=DAY, order=9, start=time(9), end=time(10)))
    work.add(t.SessionPart(session_id=session.id, text_lo="ທ່ານ"))
    group = work.add(t.WorkGroup(session_id=session.id, number=1))
    work.add(t.GroupMember(group_id=group.id, registration_id=seats[0].id))
    work.add(t.Finding(group_id=group.id, text="ຂໍ້ສະເໜີ"))
    one, two = sorted((seats[0].id, seats[1].id))
    work.add(t.GroupWish(session_id=session.id, registration_id=one, other_id=two, kind="together"))
    work.add(t.Attendance(registration_id=seats[0].id, half_day=1, mark="present"))
    work.attach(kind="scan", name="x.pdf", media_type="application/pdf", data=event.bytes,
                event_id=event)  # fmt: skip


def add_people(work: UnitOfWork, seat: t.Registration) -> None:
    """What is kept of a person apart."""
    assert seat.person_id is not None
    work.add(t.PersonIdentifier(person_id=seat.person_id, kind="id", value="1"))
    work.add(t.PersonSensitive(person_id=seat.person_id, ethnic_family="LAO"))
    work.add(t.Consent(person_id=seat.person_id, purpose="photo"))


def add_certificate(work: UnitOfWork, seat: t.Registration, number: str) -> None:
    """A certificate, printed once, and an exception."""
    series = work.add(t.CertificateSeries(name=f"S{number}"))
    issued = work.add(
        t.Certificate(
            registration_id=seat.id, series_id=series.id, sequence=1, number="1", name="ທ່ານ",
            issued_on=DAY,
        )
    )  # fmt: skip
    work.add(t.CertificatePrinting(certificate_id=issued.id, printed_at=work.now()))
    work.add(t.CertificateException(registration_id=seat.id, allowed=True, reason="x"))


def add_reports(work: UnitOfWork, event: UUID, programme: UUID, number: str) -> None:
    """Results, and a report as sent with its file."""
    work.add(t.EvaluationResult(event_id=event, question_lo="ດີບໍ"))
    sent = work.add(
        t.SentReport(
            series=f"R{number}", number=1, sent_on=DAY, programme_id=programme, event_id=event
        )
    )
    file = work.attach(kind="sent", name="r.pdf", media_type="application/pdf",
                       data=programme.bytes)  # fmt: skip
    work.add(t.SentReportFile(sent_report_id=sent.id, attachment_id=file.id))


def add_money(work: UnitOfWork, event: UUID, seat: t.Registration) -> None:
    """A budget and a payment list with one line."""
    work.add(
        t.BudgetLine(event_id=event, planned=Decimal(1), committed=Decimal(0), spent=Decimal(0))
    )
    paid = work.add(t.PaymentList(event_id=event, number=1))
    work.add(t.PaymentLine(list_id=paid.id, registration_id=seat.id))


def fill_office(work: UnitOfWork) -> None:
    """A row of every table that belongs to the office."""
    work.add(t.EventTemplate(code="T", name_lo="ແບບ"))
    work.add(t.SavedReport(name="R"))
    work.add(t.CertificateTemplate(name="C"))
    work.add(t.SigningKey(code="K", first_day=DAY))
    work.add(t.CurrencyRate(currency="USD", first_day=DAY, kip=Decimal("21500.50")))
    work.add(t.PaymentRate(kind="per_diem", first_day=DAY, amount=Decimal(90000)))
