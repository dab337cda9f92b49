"""Positions in English: an editable table of the wordings that lists use most."""

from __future__ import annotations

import csv
from functools import cache

from workshopdesk import settings
from workshopdesk.lao.text import search_key


@cache
def _table() -> dict[str, str]:
    with settings.resource("reference/positions.csv").open(encoding="utf-8", newline="") as file:
        return {search_key(row["name_lo"]): row["name_en"] for row in csv.DictReader(file)}


def in_english(position: str) -> str:
    """The English of a Lao position, or "" where the table does not have it."""
    return _table().get(search_key(position), "") if position else ""
