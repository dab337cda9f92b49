"""The checklist of an event: what is to be prepared, by when, by whom, and what is done."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event
from workshopdesk.domain.planning import ChecklistItem
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.store import Store
from workshopdesk.store import tables as t

CHANGEABLE = frozenset({"title_lo", "title_en", "due", "done_on", "responsible"})
"""The fields of a task that a person may change."""


def add_task(store: Store, event: Event, title: str, due: date | None = None) -> UUID:
    """Add a task at the end; gives its id. Raises UserError when it says nothing."""
    title = canonical(title)
    if not title:
        raise UserError(_("Say what is to be done"))
    lao = any("\u0e80" <= letter <= "\u0eff" for letter in title)
    with store.unit_of_work(N_("Add task '%(title)s'"), title=title) as work:
        listed = work.find(t.ChecklistItem, event_id=event.id)
        task = work.add(
            t.ChecklistItem(
                event_id=event.id, order=max((i.order for i in listed), default=0) + 1, due=due,
                title_lo=title if lao else "", title_en="" if lao else title,
            )
        )  # fmt: skip
        work.commit()
        return task.id


def change_task(store: Store, seen: ChecklistItem, **fields: object) -> None:
    """Change fields of a task: any of CHANGEABLE; ``done_on`` None is not done yet.

    Raises Conflict when it is not as ``seen`` any more, UserError when it would say nothing.
    """
    unknown = set(fields) - CHANGEABLE
    if unknown:
        raise ValueError(f"not fields of a task: {sorted(unknown)}")
    done = fields.keys() == {"done_on"}
    title = seen.title_lo or seen.title_en
    action = N_("Tick task '%(title)s'") if done else N_("Change task '%(title)s'")
    with store.unit_of_work(action, title=title) as work:
        task = work.get(t.ChecklistItem, seen.id, seen.version)
        for name, value in fields.items():
            setattr(task, name, canonical(value) if isinstance(value, str) else value)
        if not task.title_lo and not task.title_en:
            raise UserError(_("Say what is to be done"))
        work.commit()


def remove_task(store: Store, seen: ChecklistItem) -> None:
    """Take a task away. Raises Conflict when it is not as ``seen`` any more."""
    title = seen.title_lo or seen.title_en
    with store.unit_of_work(N_("Remove task '%(title)s'"), title=title) as work:
        work.delete(work.get(t.ChecklistItem, seen.id, seen.version))
        work.commit()
