"""Reading indicators with their targets."""

from __future__ import annotations

import json
from collections import defaultdict
from uuid import UUID

from sqlalchemy import Connection, select

from workshopdesk.domain.counting import Dimension
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.indicators import Indicator, Target, parse
from workshopdesk.i18n import _
from workshopdesk.store import tables as t


def indicators(connection: Connection, programme_id: UUID | None = None) -> tuple[Indicator, ...]:
    """All indicators, or a programme's, in their order.

    Raises UserError for one whose definition cannot be read, with its code and the place.
    """
    one = t.Indicator
    wanted = select(one.__table__).order_by(one.programme_id, one.order, one.code, one.id)
    if programme_id is not None:
        wanted = wanted.where(one.programme_id == programme_id)
    targets = _targets(connection)
    return tuple(
        Indicator(
            id=row.id,
            version=row.version,
            programme_id=row.programme_id,
            code=row.code,
            name_lo=row.name_lo,
            name_en=row.name_en,
            definition=parse(row.definition, row.code),
            targets=tuple(targets[row.id]),
            set_code=row.set_code,
            source=row.source,
        )
        for row in connection.execute(wanted)
    )


def _targets(connection: Connection) -> dict[UUID, list[Target]]:
    found: dict[UUID, list[Target]] = defaultdict(list)
    one = t.IndicatorTarget
    for row in connection.execute(select(one.__table__).order_by(one.first_day, one.id)):
        found[row.indicator_id].append(
            Target(row.id, row.version, row.first_day, row.last_day,
                   _dimensions(row.dimensions), row.value)
        )  # fmt: skip
    return found


def _dimensions(text: str) -> tuple[tuple[Dimension, str], ...]:
    try:
        said = json.loads(text or "{}")
        return tuple((Dimension(name), str(value)) for name, value in said.items())
    except (ValueError, AttributeError):
        raise UserError(
            _("A target cannot be read"), _("Its dimensions are: %(text)s") % {"text": text}
        ) from None
