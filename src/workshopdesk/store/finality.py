"""What is never changed again: a payment list that was closed, and its lines.

People signed for it, so neither a service, nor taking back, nor deleting may touch what it says.
Only a name may go (a person asked to be forgotten) or follow a person two records of whom became
one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import InstanceState, Session

from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import _
from workshopdesk.store.tables.money import PaymentLine, PaymentList

_PERSONAL = frozenset(("name", "reason", "registration_id", "version"))


def refuse_changes(session: Session) -> None:
    """Look at what is about to be saved. Raises UserError where it is of a closed list."""
    with session.no_autoflush:
        touched = [found for found in session.deleted if isinstance(found, PaymentList)]
        touched += [x for x in session.dirty if isinstance(x, PaymentList) and _changed(x)]
        for line in _lines(session):
            found = session.get(PaymentList, line.list_id)
            if found is not None and found not in session.new:
                touched.append(found)
    if any(map(_closed_before, touched)):
        raise list_is_closed()


def _lines(session: Session) -> Iterator[PaymentLine]:
    for record in (*session.new, *session.deleted):
        if isinstance(record, PaymentLine):
            yield record
    for record in session.dirty:
        if isinstance(record, PaymentLine) and _changed(record) - _PERSONAL:
            yield record


def _closed_before(record: PaymentList) -> bool:
    """Whether it was closed before what is about to be saved."""
    before = inspect(record).attrs.closed_on.history
    return (before.deleted[0] if before.deleted else record.closed_on) is not None


def _changed(record: PaymentList | PaymentLine) -> set[str]:
    state: InstanceState[Any] = inspect(record)
    return {attr.key for attr in state.attrs if attr.history.has_changes()}


def list_is_closed() -> UserError:
    """The refusal."""
    return UserError(
        _("This list is closed"),
        _("People signed for it. Make a supplement for what has changed since."),
    )
