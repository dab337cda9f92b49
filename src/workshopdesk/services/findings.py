"""Keep what groups report to the plenary: findings, and recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workshopdesk.domain.errors import Conflict
from workshopdesk.domain.groups import WorkGroup
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.store import Store
from workshopdesk.store import tables as t

_BULLET = re.compile(r"^[•●▪*–-]\s+")


def set_findings(
    store: Store, seen: WorkGroup, findings: Iterable[str], recommendations: Iterable[str]
) -> None:
    """A group found and recommends these, in this order; empty lines and bullets are left out.

    Raises Conflict when it has reported something else since ``seen``, UserError when the group
    is gone.
    """
    wanted = [(line, False) for line in _lines(findings)]
    wanted += [(line, True) for line in _lines(recommendations)]
    with store.unit_of_work(N_("Keep the findings of group %(n)s"), n=str(seen.number)) as work:
        work.get(t.WorkGroup, seen.id)
        stored = sorted(work.find(t.Finding, group_id=seen.id), key=lambda f: f.order)
        if {f.id: (f.text, f.recommendation) for f in stored} != {
            f.id: (f.text, f.recommendation) for f in seen.findings
        }:
            raise Conflict(
                _("Changed meanwhile"),
                _("Someone else changed this since you opened it. "
                  "Compare, then choose what to keep."),
                {"findings": [f.text for f in stored]},
            )  # fmt: skip
        for order, (text, recommendation) in enumerate(wanted, 1):
            if order > len(stored):
                stored.append(work.add(t.Finding(group_id=seen.id, order=order)))
            record = stored[order - 1]
            record.text, record.recommendation, record.order = text, recommendation, order
        for surplus in stored[len(wanted) :]:
            work.delete(surplus)
        work.commit()


def _lines(texts: Iterable[str]) -> list[str]:
    lines = (_BULLET.sub("", canonical(text).strip()) for text in texts)
    return [line for line in lines if line]
