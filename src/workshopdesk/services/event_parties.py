"""Say which programmes share an event, and who hosts and organises it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from workshopdesk.domain.event import Event
from workshopdesk.i18n import N_
from workshopdesk.lao.text import canonical
from workshopdesk.services.organisations import create_organisation
from workshopdesk.store import Store
from workshopdesk.store import tables as t

KINDS = ("host", "organiser")


def set_programmes(store: Store, event: Event, programmes: Sequence[UUID]) -> None:
    """These programmes share an event, in this order. Raises UserError for an unknown one."""
    with store.unit_of_work(N_("Change the programmes of %(code)s"), code=event.code) as work:
        work.get(t.Event, event.id)
        wanted = list(dict.fromkeys(programmes))
        stored = {p.programme_id: p for p in work.find(t.EventProgramme, event_id=event.id)}
        for gone in stored.keys() - set(wanted):
            work.delete(stored[gone])
        for order, programme in enumerate(wanted, 1):
            if programme in stored:
                stored[programme].order = order
            else:
                work.get(t.Programme, programme)
                work.add(t.EventProgramme(event_id=event.id, programme_id=programme, order=order))
        work.commit()


def set_organisations(store: Store, event: Event, kind: str, parties: Sequence[UUID]) -> None:
    """These organisations are the event's hosts or organisers (``kind`` of KINDS), in this order.

    Raises UserError for an unknown one.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    action = (
        N_("Change the hosts of %(code)s") if kind == "host"
        else N_("Change the organisers of %(code)s")
    )  # fmt: skip
    with store.unit_of_work(action, code=event.code) as work:
        work.get(t.Event, event.id)
        wanted = list(dict.fromkeys(parties))
        found = work.find(t.EventOrganisation, event_id=event.id, kind=kind)
        stored = {party.organisation_id: party for party in found}
        for gone in stored.keys() - set(wanted):
            work.delete(stored[gone])
        for order, party in enumerate(wanted, 1):
            if party in stored:
                stored[party].order = order
            else:
                work.get(t.Organisation, party)
                work.add(
                    t.EventOrganisation(
                        event_id=event.id, organisation_id=party, kind=kind, order=order
                    )
                )
        work.commit()


def organisation_named(store: Store, name: str) -> UUID:
    """The organisation of this name or abbreviation; made known when there is none.

    Raises UserError when there is no name.
    """
    name = canonical(name)
    with store.read() as reader:
        for known in reader.organisations():
            if name and name in (known.name_lo, known.name_en, known.abbreviation):
                return known.id
    return create_organisation(store, name)
