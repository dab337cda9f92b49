"""Rates copied in a spreadsheet and pasted: each row becomes a rate, or says why it cannot.

Hides which column is which (by its heading in either language, else by the order of our own
table), and how kinds, funders, provinces and dates are told from their names.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.payments import KIP, PaymentKind
from workshopdesk.domain.places import Gazetteer
from workshopdesk.i18n import LANGUAGES, N_, _, translator
from workshopdesk.lao.dates import parse_date
from workshopdesk.lao.text import search_key
from workshopdesk.services.payment_rates import KIND_WORDS, NewRate, currency_code, positive
from workshopdesk.store import Reader

COLUMNS = {
    "kind": N_("Paid for"), "funder": N_("Funder"), "grade": N_("Grade"),
    "province": N_("Event in"), "origin": N_("Comes from"), "first_day": N_("From day"),
    "last_day": N_("To day"), "amount": N_("Amount"), "currency": N_("Currency"),
    "per_km": N_("Per km"), "source": N_("Written in"),
}  # fmt: skip
"""The columns of a table of rates, in the order they are shown and pasted."""
MOST_ROWS = 2000
_YES = frozenset(search_key(word) for word in ("yes", "1", "x", "km", "ແມ່ນ", "ກມ"))


@dataclass(frozen=True, slots=True)
class PastedRate:
    """A row as pasted: its rate, or what is wrong with it."""

    row: int
    texts: dict[str, str]
    rate: NewRate | None
    wrong: str = ""


def read_pasted(reader: Reader, text: str) -> tuple[PastedRate, ...]:
    """What each pasted row would become. Raises UserError for nothing, or far too much."""
    rows = [r for r in csv.reader(text.splitlines(), delimiter="\t") if any(x.strip() for x in r)]
    if not rows:
        raise UserError(
            _("There is nothing to paste"), _("Copy the rows in Excel, then paste them here.")
        )
    if len(rows) > MOST_ROWS:
        raise UserError(_("At most %(most)d rates can be pasted at once") % {"most": MOST_ROWS})
    order = _headings(rows[0])
    if order is not None:
        rows = rows[1:]
    reading = _Reading(reader)
    first = 1 if order is None else 2
    return tuple(
        reading.row(number, dict(zip(order or COLUMNS, row, strict=False)))
        for number, row in enumerate(rows, first)
    )


def _headings(row: Sequence[str]) -> list[str] | None:
    """The columns of a row of headings, "" for a strange one; None when it is no such row."""
    known = {
        search_key(translator(language).gettext(title)): key
        for language in (*LANGUAGES, "")
        for key, title in COLUMNS.items()
    }
    found = [known.get(search_key(cell), "") for cell in row]
    return found if "amount" in found or "kind" in found else None


class _Reading:
    """Tells names apart by what the database knows."""

    def __init__(self, reader: Reader) -> None:
        self._places: Gazetteer = reader.gazetteer()
        self._funders = {
            search_key(name): funder.id
            for programme in reader.programmes()
            for funder in programme.funders
            for name in (funder.abbreviation, funder.name_en, funder.name_lo)
            if name
        }
        self._kinds = {
            search_key(translator(language).gettext(words)): kind
            for language in (*LANGUAGES, "")
            for kind, words in KIND_WORDS.items()
        } | {search_key(kind): kind for kind in PaymentKind}

    def row(self, number: int, cells: dict[str, str]) -> PastedRate:
        texts = {key: value.strip() for key, value in cells.items() if key}
        try:
            return PastedRate(number, texts, self._rate(texts))
        except UserError as error:
            return PastedRate(number, texts, None, error.title)

    def _rate(self, texts: dict[str, str]) -> NewRate:
        positive(texts.get("amount", ""))
        kind = self._kinds.get(search_key(texts.get("kind", "")))
        if kind is None:
            raise _unknown(N_("Paid for"), texts.get("kind", ""))
        first_day = _day(texts, "first_day")
        if first_day is None:
            raise UserError(_("Say from which day the rate holds"))
        return NewRate(
            kind, texts["amount"], first_day,
            funder_id=self._named(texts, "funder", self._funders.get),
            grade=texts.get("grade", ""),
            province=self._named(texts, "province", self._province),
            origin=self._named(texts, "origin", self._province),
            last_day=_day(texts, "last_day"),
            currency=currency_code(texts.get("currency") or KIP),
            per_km=search_key(texts.get("per_km", "")) in _YES,
            source=texts.get("source", ""),
        )  # fmt: skip

    def _named(self, texts: dict[str, str], key: str, find: Callable[[str], Any]) -> Any:
        text = texts.get(key, "")
        if not text:
            return None
        found = find(search_key(text) if key == "funder" else text)
        if found is None:
            raise _unknown(COLUMNS[key], text)
        return found

    def _province(self, text: str) -> str | None:
        key = search_key(text)
        for province in self._places.provinces:
            names = (province.code, province.name_lo, province.name_en, province.full_lo)
            if key in map(search_key, names):
                return province.code
        return None


def _day(texts: dict[str, str], key: str) -> date | None:
    text = texts.get(key, "")
    found = parse_date(text) if text else None
    if text and found is None:
        raise UserError(_("%(text)s is not a date") % {"text": text})
    return found


def _unknown(column: str, text: str) -> UserError:
    said = {"column": _(column), "text": text or "–"}
    return UserError(_("%(column)s: %(text)s is not known") % said)
