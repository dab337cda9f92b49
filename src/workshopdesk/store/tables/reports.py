"""What is reported: targets, reports that were saved or sent, funders' own forms, evaluations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Date, Integer
from sqlalchemy.orm import Mapped, mapped_column

from workshopdesk.store.tables.base import Amount, Code, Record, refers, text


class IndicatorTarget(Record):
    """What was promised for a period; ``dimensions`` is JSON ({dimension: value}, {} the total)."""

    __tablename__ = "indicator_target"

    indicator_id: Mapped[UUID] = refers("indicator.id", owned=True)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    dimensions: Mapped[str] = text()
    value: Mapped[Decimal] = mapped_column(Amount)


class SavedReport(Record):
    """A report somebody built and named; ``definition`` is JSON."""

    __tablename__ = "saved_report"

    name: Mapped[str] = text()
    definition: Mapped[str] = text()


class SentReport(Record):
    """A report as it was sent: its figures for ever, and where the log stood (``anchor``).

    Versions of one report share ``series``. ``scope`` and ``figures`` are JSON.
    """

    __tablename__ = "sent_report"
    natural_key = ("series", "number")

    series: Mapped[str] = mapped_column(Code, index=True)
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = text()
    recipient: Mapped[str] = text()
    sent_on: Mapped[date] = mapped_column(Date)
    scope: Mapped[str] = text()
    figures: Mapped[str] = text()
    anchor: Mapped[str] = text()
    programme_id: Mapped[UUID | None] = refers("programme.id", nullable=True)
    event_id: Mapped[UUID | None] = refers("event.id", nullable=True)


class SentReportFile(Record):
    """One of the files that were sent, byte for byte."""

    __tablename__ = "sent_report_file"
    natural_key = ("sent_report_id", "attachment_id")

    sent_report_id: Mapped[UUID] = refers("sent_report.id", owned=True)
    attachment_id: Mapped[UUID] = refers("attachment.id")
    order: Mapped[int] = mapped_column(Integer, default=1)


class ReportForm(Record):
    """A funder's own form: the empty file, and where each value goes (``marks``, JSON).

    ``layout`` is the fingerprint of the form as it was when it was marked.
    """

    __tablename__ = "report_form"

    name: Mapped[str] = text()
    attachment_id: Mapped[UUID] = refers("attachment.id")
    marks: Mapped[str] = text()
    layout: Mapped[str] = text()
    programme_id: Mapped[UUID | None] = refers("programme.id", nullable=True)
    funder_id: Mapped[UUID | None] = refers("funder.id", nullable=True)


class EvaluationResult(Record):
    """One question of an event's evaluation; ``answers`` is JSON ({answer: how many gave it})."""

    __tablename__ = "evaluation_result"

    event_id: Mapped[UUID] = refers("event.id", owned=True)
    order: Mapped[int] = mapped_column(Integer, default=1)
    question_lo: Mapped[str] = text()
    question_en: Mapped[str] = text()
    answers: Mapped[str] = text()
