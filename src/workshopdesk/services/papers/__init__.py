"""Papers of an event: assembled from the store, drawn by ``documents``, written whole or not.

The door is ``make_papers`` (files) and ``paper_bytes`` (one paper, for the preview).
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from uuid import UUID

from workshopdesk import documents
from workshopdesk.documents import model as m
from workshopdesk.documents.payments import PaymentSheet
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.i18n import N_, _
from workshopdesk.services.papers import cards, certificates
from workshopdesk.services.papers.agenda import agenda_sheet
from workshopdesk.services.papers.event_report import event_report
from workshopdesk.services.papers.facts import EventFacts, read_facts, report_matter
from workshopdesk.services.papers.funder import funder_workbook
from workshopdesk.services.papers.groups import findings_sheet, group_lists
from workshopdesk.services.papers.invitations import invitation_letters
from workshopdesk.services.papers.issuing import entitled, with_certificates
from workshopdesk.services.papers.joining import joined
from workshopdesk.services.papers.lists import participant_list, sign_in_sheet
from workshopdesk.services.papers.options import Options, finished, narrowed
from workshopdesk.services.papers.payment_list import payment_sheet
from workshopdesk.services.papers.wording import Wording
from workshopdesk.store import Store
from workshopdesk.verifying import KeyPair

__all__ = ["KINDS", "Kind", "make_papers", "paper_bytes", "papers_of", "safe", "write_whole"]

EVERYONE = Options()
Format = Literal["pdf", "xlsx"]
Need = Literal[
    "sessions", "people", "groups", "findings", "certificates", "payments", "invitations"
]
Assemble = Callable[[EventFacts, Wording], m.AnySheet]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: its code, its name (a msgid), how it is assembled, what it exists as."""

    code: str
    name: str
    assemble: Assemble
    formats: tuple[Format, ...] = ("pdf",)
    languages: tuple[m.Language, ...] = m.LANGUAGES
    needs: Need | None = None


def _event_workbook(facts: EventFacts, words: Wording) -> m.FunderWorkbook:
    event = facts.event
    title = words.stored(event.title_lo, event.title_en)
    return funder_workbook([facts], title, event.first_day, event.last_day)


def _newest_payments(facts: EventFacts, words: Wording) -> PaymentSheet:
    return payment_sheet(facts, words, facts.payments[-1])


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("sign-in-sheet", N_("Sign-in sheet"), sign_in_sheet, ("pdf", "xlsx")),
        Kind(
            "participant-list", N_("List of participants"), participant_list, ("pdf", "xlsx"),
            needs="people",
        ),
        Kind("agenda", N_("Agenda"), agenda_sheet, ("pdf", "xlsx"), needs="sessions"),
        Kind("group-lists", N_("Group lists"), group_lists, needs="groups"),
        Kind("findings", N_("Findings of the groups"), findings_sheet, needs="findings"),
        Kind(
            "certificates", N_("Certificates"), certificates.certificate_batch,
            needs="certificates",
        ),
        Kind("badges", N_("Name badges"), cards.name_badges, needs="people"),
        Kind("table-tents", N_("Table tents"), cards.table_tents, needs="people"),
        Kind("invitations", N_("Invitations"), invitation_letters, needs="invitations"),
        Kind("per-diem", N_("Payment list"), _newest_payments, ("pdf", "xlsx"), needs="payments"),
        Kind("event-report", N_("Event report"), event_report),
        Kind("funder-workbook", N_("Funder workbook"), _event_workbook, ("xlsx",), ("lo-en",)),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Wanted:
    kind: Kind
    language: m.Language
    format: Format


def papers_of(facts: EventFacts) -> tuple[Kind, ...]:
    """The kinds an event has: no group lists without groups, no certificates without people."""
    groups = [group for work in facts.group_work for group in work.groups]
    there = {
        "sessions": bool(facts.sessions),
        "people": bool(facts.people),
        "groups": bool(groups),
        "findings": any(group.findings for group in groups),
        "certificates": bool(entitled(facts)),
        "payments": bool(facts.payments),
        "invitations": bool(facts.invitations),
    }
    return tuple(kind for kind in KINDS.values() if kind.needs is None or there[kind.needs])


def make_papers(
    store: Store,
    event_code: str,
    *,
    kinds: Sequence[str] | None = None,
    languages: Sequence[str] | None = None,
    formats: Sequence[str] | None = None,
    out: Path,
    key: KeyPair | None = None,
    progress: Progress | None = None,
    options: Options = EVERYONE,
    one_file: bool = False,
) -> list[Path]:
    """Write papers of an event into ``out`` as EVENT-KIND-LANG.pdf or .xlsx; all by default.

    Files are written once all are drawn, each beside its place and renamed: what cannot be
    printed or a cancel (Cancelled) leaves the folder as it was. Making certificates issues numbers
    to those who have none, and signed codes when the signing ``key`` is given. Raises UserError
    for a kind the event does not have, EnvironmentProblem when the folder cannot be written.
    ``one_file``: ``out`` is one PDF of all that exist as PDF, in printing order, not a folder.
    """
    progress = progress or Silent()
    with store.read() as reader:
        facts = read_facts(reader, event_code)
    wanted = _choose(facts, kinds, languages, formats)
    if one_file:
        wanted = [one for one in wanted if one.format == "pdf"]
    kinds_wanted = {one.kind.code for one in wanted}
    facts = _facts_for(store, event_code, kinds_wanted, key=key, only=options.only)
    make_folder(out.parent if one_file else out)
    drawn: dict[str, bytes] = {}
    for done, one in enumerate(wanted):
        name = f"{safe(facts.event.code)}-{one.kind.code}-{one.language}.{one.format}"
        within = _Within(progress, done, len(wanted))
        within.step(0, 1, name)
        drawn[name] = _draw(facts, one, within, options)
    progress.step(len(wanted), len(wanted))
    if one_file:
        return [write_whole(out, joined(list(drawn.values())))]
    return [write_whole(out / name, content) for name, content in drawn.items()]


def safe(code: str) -> str:
    """An event's code as part of a file name on every system, whatever it holds."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", code).strip("-. ") or "event"


def paper_bytes(
    store: Store,
    event_code: str,
    kind: str,
    language: str,
    format: str,
    *,
    issue: bool = True,
    key: KeyPair | None = None,
    progress: Progress | None = None,
    options: Options = EVERYONE,
) -> bytes:
    """One paper as bytes.

    Certificates not issued yet are issued; with ``issue`` False they show the numbers they would
    get and nothing is written, so that looking is not issuing.
    """
    facts = _facts_for(store, event_code, [kind], issue=issue, key=key, only=options.only)
    (wanted,) = _choose(facts, [kind], [language], [format])
    return _draw(facts, wanted, progress or Silent(), options)


def _facts_for(
    store: Store,
    event_code: str,
    kinds: Iterable[str],
    *,
    issue: bool = True,
    key: KeyPair | None = None,
    only: frozenset[UUID] | None = None,
) -> EventFacts:
    """The event as its papers need it: with certificates where they are among the kinds."""
    facts = None
    if "certificates" in kinds:
        facts = with_certificates(store, event_code, issue=issue, key=key, only=only)
    with store.read() as reader:
        facts = facts or read_facts(reader, event_code)
        if "event-report" not in kinds:
            return facts
        return replace(facts, report=report_matter(reader, facts.event.id))


def _choose(
    facts: EventFacts,
    kinds: Sequence[str] | None,
    languages: Sequence[str] | None,
    formats: Sequence[str] | None,
) -> list[_Wanted]:
    unknown = [kind for kind in kinds or () if kind not in KINDS]
    if unknown:
        raise UserError(
            _("There is no paper of the kind %(kinds)s") % {"kinds": ", ".join(unknown)},
            _("Choose from %(kinds)s.") % {"kinds": ", ".join(KINDS)},
        )
    there = papers_of(facts)
    for code in kinds or ():
        if KINDS[code] not in there:
            raise UserError(_nothing_for(KINDS[code]))
    chosen = [kind for kind in there if kinds is None or not kinds or kind.code in kinds]
    wanted = list(_wanted(chosen, languages, formats))
    if not wanted:
        raise UserError(
            _("None of these papers exists in that language and format"),
            _("The funder workbook is Excel in Lao and English together (lo-en)."),
        )
    return wanted


def _nothing_for(kind: Kind) -> str:
    match kind.needs:
        case "sessions":
            return _("The agenda is empty")
        case "people":
            return _("Nobody is on the list yet")
        case "groups":
            return _("The event has no groups yet")
        case "findings":
            return _("No findings yet")
        case "invitations":
            return _("Nobody is invited yet")
        case "payments":
            return _("There is no payment list yet")
    return _("Nobody has earned a certificate yet")


def _wanted(
    kinds: Sequence[Kind], languages: Sequence[str] | None, formats: Sequence[str] | None
) -> Iterator[_Wanted]:
    for kind in kinds:
        for language in kind.languages:
            for format in kind.formats:
                if (not languages or language in languages) and (not formats or format in formats):
                    yield _Wanted(kind, language, format)


def _draw(facts: EventFacts, wanted: _Wanted, progress: Progress, options: Options) -> bytes:
    facts = narrowed(facts, wanted.kind.code, options)
    sheet = finished(wanted.kind.assemble(facts, Wording(wanted.language)), options)
    if wanted.format == "pdf":
        return documents.render_pdf(sheet, progress=progress)
    return documents.render_xlsx(sheet)


class _Within:
    """Progress inside one of several papers: its pages move on, the paper stays the unit."""

    def __init__(self, whole: Progress, done: int, total: int) -> None:
        self._whole = whole
        self._done = done
        self._total = total

    def step(self, done: int, total: int, label: str = "") -> None:
        """Report thousandths of a paper, so that long ones move too."""
        part = int(1000 * done / total) if total else 0
        self._whole.step(1000 * self._done + min(part, 999), 1000 * self._total, label)


def make_folder(folder: Path) -> None:
    """Make a folder that is not there. Raises EnvironmentProblem."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise EnvironmentProblem(
            _("This is a file, not a folder: %(file)s") % {"file": folder}
        ) from error
    except OSError as error:
        raise EnvironmentProblem(
            _("The folder cannot be made: %(folder)s") % {"folder": folder}, error.strerror or ""
        ) from error


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file beside its place and rename it: a pulled plug leaves the file before or this
    one, never an empty one. Raises EnvironmentProblem."""
    make_folder(path.parent)
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise EnvironmentProblem(
            _("The file cannot be written: %(file)s") % {"file": path.name}, error.strerror or ""
        ) from error
    return path
