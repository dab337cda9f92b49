"""Which drawing belongs to which sheet."""

from __future__ import annotations

from workshopdesk.documents.budget import BudgetSheet
from workshopdesk.documents.calibration import CalibrationSheet
from workshopdesk.documents.cards import NameBadges, TableTents
from workshopdesk.documents.design import DesignedBatch
from workshopdesk.documents.letters import Letters
from workshopdesk.documents.model import (
    AgendaSheet,
    AnySheet,
    CertificateBatch,
    FindingsSheet,
    GroupLists,
    ParticipantList,
    SignInSheet,
)
from workshopdesk.documents.papers.agenda import agenda_pages
from workshopdesk.documents.papers.budget import budget_pages
from workshopdesk.documents.papers.calibration import calibration_pages
from workshopdesk.documents.papers.cards import badge_pages, tent_pages
from workshopdesk.documents.papers.certificates import certificate_pages
from workshopdesk.documents.papers.designed import designed_pages
from workshopdesk.documents.papers.event_report import event_report_pages
from workshopdesk.documents.papers.findings import findings_pages
from workshopdesk.documents.papers.group_lists import group_list_pages
from workshopdesk.documents.papers.letters import letter_pages
from workshopdesk.documents.papers.participant_list import participant_list_pages
from workshopdesk.documents.papers.payment_list import payment_pages
from workshopdesk.documents.papers.personal_data import personal_data_pages
from workshopdesk.documents.papers.register import register_pages
from workshopdesk.documents.papers.sign_in_sheet import sign_in_pages
from workshopdesk.documents.payments import PaymentSheet
from workshopdesk.documents.personal import PersonalData
from workshopdesk.documents.register import RegisterSheet
from workshopdesk.documents.reports import EventReport
from workshopdesk.documents.typeset import Document


def document_of(sheet: AnySheet) -> Document:
    """The drawn pages of a sheet. Raises TypeError for the funder workbook."""
    match sheet:
        case SignInSheet():
            return sign_in_pages(sheet)
        case ParticipantList():
            return participant_list_pages(sheet)
        case AgendaSheet():
            return agenda_pages(sheet)
        case GroupLists():
            return group_list_pages(sheet)
        case FindingsSheet():
            return findings_pages(sheet)
        case CertificateBatch():
            return certificate_pages(sheet)
        case DesignedBatch():
            return designed_pages(sheet)
        case EventReport():
            return event_report_pages(sheet)
        case Letters():
            return letter_pages(sheet)
        case PaymentSheet():
            return payment_pages(sheet)
        case CalibrationSheet():
            return calibration_pages(sheet)
        case RegisterSheet():
            return register_pages(sheet)
        case BudgetSheet():
            return budget_pages(sheet)
        case NameBadges():
            return badge_pages(sheet)
        case TableTents():
            return tent_pages(sheet)
        case PersonalData():
            return personal_data_pages(sheet)
        case _:
            raise TypeError(f"{type(sheet).__name__} is not drawn as PDF")
