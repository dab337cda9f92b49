"""What is printed and sent. A sheet (``model``) goes in, the bytes of a file come out.

Hides both drawing engines; they are loaded only when a paper is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workshopdesk.documents.model import AnySheet
    from workshopdesk.documents.tables import BuiltBook
    from workshopdesk.domain.progress import Progress


def render_xlsx(sheet: AnySheet | BuiltBook) -> bytes:
    """The Excel workbook of a sheet. Raises TypeError for papers that exist as PDF only."""
    from workshopdesk.documents.budget import BudgetSheet
    from workshopdesk.documents.model import (
        AgendaSheet,
        FunderWorkbook,
        ParticipantList,
        SignInSheet,
    )
    from workshopdesk.documents.payments import PaymentSheet
    from workshopdesk.documents.register import RegisterSheet
    from workshopdesk.documents.tables import BuiltBook
    from workshopdesk.documents.workbook import (
        agenda,
        budget,
        built,
        funder,
        lists,
        payment_list,
        register,
    )

    match sheet:
        case BuiltBook():
            return built.built_xlsx(sheet)
        case SignInSheet():
            return lists.sign_in_xlsx(sheet)
        case ParticipantList():
            return lists.participant_list_xlsx(sheet)
        case AgendaSheet():
            return agenda.agenda_xlsx(sheet)
        case PaymentSheet():
            return payment_list.payment_xlsx(sheet)
        case RegisterSheet():
            return register.register_xlsx(sheet)
        case BudgetSheet():
            return budget.budget_xlsx(sheet)
        case FunderWorkbook():
            return funder.funder_xlsx(sheet)
        case _:
            raise TypeError(f"{type(sheet).__name__} has no workbook")


def render_pdf(sheet: AnySheet, *, progress: Progress | None = None) -> bytes:
    """The PDF of a sheet; each page is one step of ``progress``.

    Raises TypeError for the funder workbook, which is Excel only; MissingGlyph (a UserError) for
    a character that no font has; Cancelled when the progress says so.
    """
    from workshopdesk.documents.papers import drawing
    from workshopdesk.documents.typeset import render

    return render(drawing.document_of(sheet), progress=progress)
