"""What Settings shows of backups and of data that should go, in words. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.services import backup, privacy
from workshopdesk.services.backup import Backup, Reason
from workshopdesk.store import Store
from workshopdesk.ui import words

_REASONS = {
    Reason.ASKED: N_("By hand"),
    Reason.DAILY: N_("Daily"),
    Reason.LEAVING: N_("On leaving"),
    Reason.IMPORT: N_("Before an import"),
    Reason.MIGRATION: N_("Before an upgrade"),
    Reason.RESTORE: N_("Before restoring"),
}


@dataclass(frozen=True, slots=True)
class BackupLine:
    """A backup in the list."""

    path: Path
    when: str
    why: str
    size: str
    state: str
    where: str


def backup_lines(data: Path) -> tuple[BackupLine, ...]:
    """Every backup of a database, the newest first."""
    return tuple(_line(each) for each in backup.list_backups(data))


def _line(each: Backup) -> BackupLine:
    at = each.made_at.astimezone()
    state = [_("Verified")]
    state += [_("encrypted")] if each.encrypted else []
    return BackupLine(
        each.path,
        f"{words.day(at.date())} {words.clock(at.time())}",
        _(_REASONS[each.reason]),
        size(each.size),
        ", ".join(state),
        str(each.path.parent.parent),
    )


def size(number: int) -> str:
    """Bytes in kB or MB: "1.4 MB", in Lao "1,4 MB"."""
    if number < 1_000_000:
        return f"{max(number // 1000, 1)} kB"
    text = f"{number / 1_000_000:.1f} MB"
    return text.replace(".", ",") if screen_language() == "lo" else text


def place_in_words(place: backup.Place) -> tuple[str, str]:
    """A warning about where backups go, and its tone; "" when all is well."""
    if place.away is not None:
        said = _("The chosen folder is not there: %(folder)s. Until it is, backups are kept on"
                 " this computer.")  # fmt: skip
        return said % {"folder": place.away}, "bad"
    if place.same_disk:
        return _(
            "This folder is on the same disk as your data: if the disk breaks, both are lost."
            " A USB stick or another disk is safer."
        ), "warn"
    return "", ""


@dataclass(frozen=True, slots=True)
class DueLine:
    """A programme or a person whose data should go."""

    id: UUID
    name: str
    since: str


@dataclass(frozen=True, slots=True)
class Term:
    """How long a programme's people stay known: ``years`` as typed, "" as usual."""

    id: UUID
    name: str
    ended: str
    years: str


@dataclass(frozen=True, slots=True)
class PrivacyState:
    """What is due, and the terms of every programme."""

    programmes: tuple[DueLine, ...]
    people: tuple[DueLine, ...]
    terms: tuple[Term, ...]


def read_privacy(store: Store, today: date) -> PrivacyState:
    """Read what Settings shows of personal data."""
    found = privacy.due(store, today)
    years = privacy.terms(store)
    with store.read() as reader:
        programmes = reader.programmes()
    english = screen_language() == "en"
    return PrivacyState(
        tuple(DueLine(p.id, p.code, _ended(p.last_day)) for p in found.programmes),
        tuple(DueLine(p.id, p.name, _ended(p.last_day)) for p in found.people),
        tuple(
            Term(
                p.id,
                ((p.name_en or p.name_lo) if english else p.name_lo) or p.code,
                _ended(p.last_day) if p.last_day else _("No last day"),
                str(years.get(p.id) or ""),
            )
            for p in programmes
        ),
    )


def _ended(day: date) -> str:
    return _("ended %(day)s") % {"day": words.day(day)}


def due_people(count: int) -> str:
    """How many people should be anonymised."""
    said = ngettext("%(n)d person is due", "%(n)d people are due", count)
    return said % {"n": count}
