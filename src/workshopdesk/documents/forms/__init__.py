"""Funders' own forms, .xlsx and .docx: looked at, and filled in without touching anything else.

Three verbs: ``read`` what stands in a form, ``plan`` what filling it in would change, ``fill``.
Hides both file formats; the bytes are those of a file whose sizes were checked before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from workshopdesk.documents.forms.plan import Answers, Change, Plan
from workshopdesk.domain.forms import FormKind, Layout, Mark
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.i18n import _

if TYPE_CHECKING:
    from workshopdesk.documents.forms.package import Package

__all__ = ["Answers", "Change", "Plan", "fill", "plan", "read"]


def read(data: bytes, name: str) -> Layout:
    """What stands in a form. Raises UserError naming the file for what is none or is broken."""
    from workshopdesk.documents.forms.package import Package

    package = Package(data, name)
    with _guarded(package):
        return _read(package)


def _read(package: Package) -> Layout:
    from workshopdesk.documents.forms import excel, word

    parts = set(package.names())
    if any(part.endswith("vbaProject.bin") for part in parts):
        raise package.refused(_("It holds macros. Save it without them as .xlsx or .docx."))
    if any(part.startswith("_xmlsignatures/") for part in parts):
        raise package.refused(_("It is signed: filling it in would break the signature."))
    if "xl/workbook.xml" in parts:
        return excel.read(package)
    if "word/document.xml" in parts:
        return word.read(package)
    raise package.refused(_("A form is an Excel (.xlsx) or a Word (.docx) file."))


def plan(layout: Layout, marks: Sequence[Mark], answers: Answers) -> Plan:
    """What filling in a form changes. Raises UserError where a table finds no room."""
    from workshopdesk.documents.forms.plan import plan as planned

    return planned(layout, marks, answers)


def fill(
    data: bytes,
    name: str,
    marks: Sequence[Mark],
    answers: Answers,
    *,
    log: str = "",
    progress: Progress | None = None,
) -> bytes:
    """The form filled in: every part but the cells that are filled stays as it is.

    ``log`` is kept in a workbook under a hidden name. Raises UserError as ``read`` and ``plan``,
    and where rows cannot be put in; Cancelled when the progress says so.
    """
    from workshopdesk.documents.forms import excel, word
    from workshopdesk.documents.forms.package import Package

    layout = read(data, name)
    planned = plan(layout, marks, answers)
    package = Package(data, name)
    with _guarded(package):
        if layout.kind is FormKind.EXCEL:
            return excel.fill(package, planned, progress or Silent(), log)
        said = {
            mark.token: answers.say(answers.values[mark.source])
            for mark in marks
            if mark.token and mark.source in answers.values
        }
        return word.fill(package, planned, said, progress or Silent())


@contextmanager
def _guarded(package: Package) -> Iterator[None]:
    """What a crafted file says where a number, a key or a place belongs is told as damage."""
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import TranslatorError

    try:
        yield
    except (ValueError, KeyError, IndexError, TokenizerError, TranslatorError) as error:
        raise package.damaged() from error
