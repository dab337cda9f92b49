"""Places: a gazetteer is a value; finding a place is a function of it.

The store supplies the current gazetteer (users extend it); resources only the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from workshopdesk.lao.text import search_key


@dataclass(frozen=True, slots=True)
class Province:
    """A first-level unit: ISO 3166-2 code, national number 01-18, names, other spellings."""

    code: str
    number: str
    name_lo: str
    name_en: str
    full_lo: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class District:
    """A second-level unit: 4-digit national code, its province's ISO code, names, spellings."""

    code: str
    province: str
    name_lo: str
    name_en: str
    variants: tuple[str, ...]


@dataclass(frozen=True)
class Gazetteer:
    """All known places. Lookups compare search keys, so any script and spelling serves."""

    provinces: tuple[Province, ...]
    districts: tuple[District, ...]

    @cached_property
    def _by_province_key(self) -> dict[str, Province]:
        found: dict[str, Province] = {}
        for province in self.provinces:
            for text in (province.code, province.number, province.name_lo, province.name_en):
                found.setdefault(search_key(text), province)
            for text in (province.full_lo, *province.variants):
                found.setdefault(search_key(text), province)
        return found

    @cached_property
    def _by_district_key(self) -> dict[str, tuple[District, ...]]:
        found: dict[str, tuple[District, ...]] = {}
        for district in self.districts:
            for text in (district.code, district.name_lo, district.name_en, *district.variants):
                key = search_key(text)
                if district not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), district)
        return found

    @cached_property
    def province_by_code(self) -> dict[str, Province]:
        """Provinces by ISO 3166-2 code."""
        return {p.code: p for p in self.provinces}

    @cached_property
    def district_by_code(self) -> dict[str, District]:
        """Districts by 4-digit code."""
        return {d.code: d for d in self.districts}

    def find_province(self, text: str) -> Province | None:
        """The province a text names in any spelling or script, its code or its number."""
        return self._by_province_key.get(search_key(text)) if text.strip() else None

    def find_districts(self, text: str, province: str | None = None) -> tuple[District, ...]:
        """Districts a text may name, only those of ``province`` when it is given (homonyms!)."""
        found = self._by_district_key.get(search_key(text), ()) if text.strip() else ()
        return tuple(d for d in found if province is None or d.province == province)
