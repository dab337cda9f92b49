"""Where a person is from: the texts of place columns to places, and what is uncertain in words."""

from __future__ import annotations

import re
from typing import NamedTuple

from workshopdesk.domain.places import (
    Gazetteer,
    PlaceDoubt,
    PlaceFinding,
    split_place,
    split_plain_place,
)
from workshopdesk.exchange.told import Told
from workshopdesk.i18n import _

_SHORT_LEVELS = tuple(
    (re.compile(f"(?<![\u0e80-\u0eff]){letter}\\s*\\."), f" {level}")
    for letter, level in (("ບ", "ບ້ານ"), ("ມ", "ເມືອງ"), ("ຂ", "ແຂວງ"))
)


class Located(NamedTuple):
    """District and province by the gazetteer's names, or as typed where that is not certain."""

    district: str
    district_code: str | None
    province: str
    province_code: str | None
    village: str


class Places:
    """The places texts name, each pair looked up once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[tuple[str, str], PlaceFinding] = {}

    def locate(
        self, district: str, province: str, address: str, village: str, above: tuple[str, str]
    ) -> tuple[Located, tuple[Told, ...]]:
        """What a row's texts say; ``above`` the district and province of its section headings."""
        inner = ""
        if address and not (district and province):
            inner, of_district, of_province = self._parts(address)
            district, province = district or of_district, province or of_province
        if district and not province and ("ແຂວງ" in district or "," in district):
            inner, first, second = self._parts(district)
            if first and second:
                district, province = first, second
        district, province = district or above[0], province or above[1]
        finding = self._find(district, province)
        told = tuple(_in_words(doubt, district, province) for doubt in finding.doubts)
        return _located(finding, village or inner, district, province), told

    def _find(self, district: str, province: str) -> PlaceFinding:
        key = (district, province)
        if key not in self._known:
            self._known[key] = self._gazetteer.resolve(district, province)
        return self._known[key]

    def _parts(self, text: str) -> tuple[str, str, str]:
        """(village, district, province) of an address in one cell."""
        for short, level in _SHORT_LEVELS:
            text = short.sub(level, text)
        village, district, province = split_place(text)
        if not (district or province):
            district, province = split_plain_place(self._gazetteer, text)
        return village, district, province


def _located(finding: PlaceFinding, village: str, district: str, province: str) -> Located:
    return Located(
        finding.district.name_lo if finding.district else district,
        finding.district.code if finding.district else None,
        finding.province.name_lo if finding.province else province,
        finding.province.code if finding.province else None,
        village,
    )


def _in_words(doubt: PlaceDoubt, district: str, province: str) -> Told:
    message = {
        "province-unknown": _("No province is called “%(text)s”; kept as typed."),
        "province-ambiguous": _("“%(text)s” may be %(may_be)s; kept as typed."),
        "province-assumed": _("“%(text)s” is read as the province; it may be %(may_be)s."),
        "district-unknown": _("No district is called “%(text)s”; kept as typed."),
        "district-ambiguous": _("“%(text)s” is a district of %(may_be)s; kept as typed."),
        "district-elsewhere": _("“%(text)s” is a district of %(may_be)s, not of this province."),
        "place-respelled": _("“%(text)s” is read as %(may_be)s."),
    }[doubt.code]
    if doubt.code.endswith("unknown") and doubt.may_be:
        message += " " + _("Perhaps: %(may_be)s.")
    text = district if doubt.field == "district" else province
    words = {"text": text, "may_be": ", ".join(doubt.may_be)}
    hint = doubt.code == "place-respelled"
    return Told(doubt.code, message % words, doubt.field, hint=hint, of_place=True)
