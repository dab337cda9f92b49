"""English for the Lao wordings lists use most for positions and units: two editable tables."""

from __future__ import annotations

import csv
from functools import cache

from workshopdesk import settings
from workshopdesk.lao.text import search_key


@cache
def _table(name: str) -> dict[str, str]:
    path = settings.resource(f"reference/{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {search_key(row["name_lo"]): row["name_en"] for row in csv.DictReader(file)}


def position_in_english(position: str) -> str:
    """The English of a Lao position, or "" where the table does not have it."""
    return _table("positions").get(search_key(position), "") if position else ""


def unit_in_english(unit: str) -> str:
    """The English of a Lao name of a unit, or "" where the table does not have it."""
    return _table("units").get(search_key(unit), "") if unit else ""
