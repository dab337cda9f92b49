"""In which order one save writes: first what is referred to, then what refers to it.

References are checked at commit, so on a file the order is free. A team's server asks at every
row whether who writes it may, and that hangs on what the row refers to. Hides the one place
where SQLAlchemy keeps such an order without mapped relationships; its version is pinned.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy.orm import Mapper, unitofwork
from sqlalchemy.orm.unitofwork import UOWTransaction

from workshopdesk.store.tables.base import Base

_saving: Any = unitofwork._SaveUpdateAll
_deleting: Any = unitofwork._DeleteAll


def parents_first(flush: UOWTransaction) -> None:
    """Make the coming flush keep the order. To be called before it."""
    for parent, child in _references():
        flush.dependencies.add((_saving(flush, parent), _saving(flush, child)))
        flush.dependencies.add((_deleting(flush, child), _deleting(flush, parent)))


@cache
def _references() -> tuple[tuple[Mapper[Base], Mapper[Base]], ...]:
    by_table = {mapper.local_table: mapper for mapper in Base.registry.mappers}
    pairs = {
        (by_table[key.column.table], child)
        for table, child in by_table.items()
        for key in table.foreign_keys
        if key.column.table is not table
    }
    return tuple(sorted(pairs, key=lambda p: (p[0].class_.__name__, p[1].class_.__name__)))
