"""What is due: preparations with a date, backups, identities that should go. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from workshopdesk.domain.event import Event, EventStatus
from workshopdesk.domain.planning import ChecklistItem
from workshopdesk.i18n import _, ngettext, screen_language
from workshopdesk.services import backup, privacy
from workshopdesk.store import Reader, Store
from workshopdesk.ui import words

AHEAD = timedelta(days=30)
LATE_BACKUP = timedelta(days=7)
MOST = 12


@dataclass(frozen=True, slots=True)
class Task:
    """Something to prepare, to be ticked off."""

    seen: ChecklistItem
    title: str
    detail: str
    late: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """Something of the whole office that is due, and the page of Settings where it is done."""

    text: str
    detail: str
    focus: str


def tasks(reader: Reader, shown: Mapping[UUID, Event], today: date) -> tuple[Task, ...]:
    """What is still to be prepared for the events shown, within AHEAD, the most urgent first."""
    items = []
    for item in reader.checklist():
        event = shown.get(item.event_id)
        if event is None or event.status in (EventStatus.REPORTED, EventStatus.CANCELLED):
            continue
        if item.due is None or item.due <= today + AHEAD:
            items.append(_task(item, event, today))
    return tuple(items[:MOST])


def _task(item: ChecklistItem, event: Event, today: date) -> Task:
    language = screen_language()
    late = item.due is not None and item.due < today
    when = ""
    if item.due is not None:
        day = words.day(item.due)
        when = _("was due %(day)s") % {"day": day} if late else _("by %(day)s") % {"day": day}
        when = _("today") if item.due == today else when
    detail = " · ".join(part for part in (when, item.responsible, event.title(language)) if part)
    return Task(item, item.title(language), detail, late)


def notices(store: Store, today: date) -> tuple[Notice, ...]:
    """What of the whole office is due. Looks at everyone: to be asked for away from the window."""
    return (*_backup_notices(store, today), *_retention_notices(store, today))


def _backup_notices(store: Store, today: date) -> list[Notice]:
    data = backup.file_of(store)
    if data is None:
        return []
    found = []
    made = backup.list_backups(data)
    if not made:
        found.append(Notice(_("There is no backup yet"), _("Back up now"), "backups"))
    elif today - made[0].made_at.astimezone().date() > LATE_BACKUP:
        last = words.day(made[0].made_at.astimezone().date())
        found.append(
            Notice(_("No new backup for a week"), _("The last is of %(day)s") % {"day": last},
                   "backups")
        )  # fmt: skip
    away = backup.place(data).away
    if away is not None:
        found.append(Notice(_("The folder for backups is not there"), str(away), "backups"))
    return found


def _retention_notices(store: Store, today: date) -> list[Notice]:
    due = privacy.due(store, today)
    found = []
    for programme in due.programmes:
        ended = _("ended %(day)s") % {"day": words.day(programme.last_day)}
        said = _("Identities of %(programme)s should go") % {"programme": programme.code}
        found.append(Notice(said, ended, "personal"))
    n = len(due.people)
    if n:
        said = ngettext(
            "Identity of %(n)d person should go", "Identities of %(n)d people should go", n
        )
        found.append(Notice(said % {"n": n}, _("Their last event was long ago"), "personal"))
    return found
