"""Filling a new database with reference data, through a unit of work so that the log tells it.

Hides the CSV files under resources/reference.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from workshopdesk.i18n import N_
from workshopdesk.settings import resource
from workshopdesk.store import tables as t
from workshopdesk.store.logbook import Saying
from workshopdesk.store.units import UnitOfWork

LOADING = Saying(N_("Load reference data"), {}, kind="reference")

CERTIFICATE_MASK = "{n:03d}/{office}/{year}"


def load_reference(work: UnitOfWork) -> None:
    """Add all reference rows and an empty office. Once, to an empty database."""
    for row in _rows("provinces.csv"):
        work.add(t.Province(**_with_lines(row)))
    for row in _rows("districts.csv"):
        work.add(t.District(**_with_lines(row)))
    for order, row in enumerate(_rows("roles.csv"), 1):
        work.add(t.RoleTerm(**row, order=order))
    for order, row in enumerate(_rows("organisation_types.csv"), 1):
        parent = row.pop("parent") or None
        work.add(t.OrganisationType(**row, parent=parent, order=order))
    for order, row in enumerate(_rows("ethnic_families.csv"), 1):
        work.add(t.EthnicFamily(**row, order=order))
    for order, row in enumerate(_rows("ethnic_groups.csv"), 1):
        work.add(t.EthnicGroup(**row, order=order))
    for order, row in enumerate(_rows("position_rules.csv"), 1):
        work.add(t.PositionRule(**row, order=order))
    texts = [work.add(t.PaperText(**row)) for row in _rows("paper_texts.csv")]
    work.add(
        t.Office(
            state_lines_lo=_state_lines(texts, "lo"),
            state_lines_en=_state_lines(texts, "en"),
            certificate_mask=CERTIFICATE_MASK,
        )
    )


def _state_lines(texts: list[t.PaperText], language: str) -> str:
    return "\n".join(
        p.text for p in texts if p.language == language and p.code.startswith("state_line_")
    )


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with resource(f"reference/{name}").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _with_lines(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "variants": row["variants"].replace("|", "\n")}
