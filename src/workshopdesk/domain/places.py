"""Places: a gazetteer is a value; finding a place is a function of it.

The store supplies the current gazetteer (users extend it); resources only the first. A place
is found in any spelling, script or usual abbreviation; what is uncertain is told, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TypeVar

from workshopdesk.lao.text import canonical, is_lao, search_key

# Short forms in use on forms and in offices, besides the names a gazetteer holds.
_ABBREVIATIONS = {
    "LA-VT": "VTE|VTC|VTE Capital|VTE Cap|VT Capital|Vientiane Cap|Vientiane City|Vientiane C"
    "|Nakhone Luang|NLV|ນວ|ນະຄອນຫຼວງ|ນະຄອນວຽງຈັນ|ນຄ ຫຼວງວຽງຈັນ|ນຄ ວຽງຈັນ|ນຄຫຼວງ|ນຄວ|ກຳແພງນະຄອນ",
    "LA-VI": "VTP|VTE Province|VT Province|Vientiane Pro|Vientiane P",
    "LA-PH": "PSL|PSY|PLY",
    "LA-LM": "LNT|LNTH|LTH",
    "LA-OU": "ODX|UDX|ODM",
    "LA-BK": "BKO|BOK",
    "LA-LP": "LPB|LPQ|LPG",
    "LA-HO": "HPN|HUP|HPH",
    "LA-XA": "XYB|SYB|XBR",
    "LA-XI": "XKH|XKG|XK",
    "LA-BL": "BLX|BKX|BLK|BLKX",
    "LA-KH": "KMN|KHM|KMM|KM",
    "LA-SV": "SVK|SVN|SVNK|ZVK",
    "LA-SL": "SLV|SRV|SLW",
    "LA-XE": "SEK|XEK|SKG",
    "LA-CH": "CPS|CPK|CHP|PKZ",
    "LA-AT": "ATP|ATT|AOP",
    "LA-XS": "XSB|XAS|XSBN",
}
_SHORT_LEVEL = re.compile(r"^(?:ແຂວງ|ເມືອງ|[ມຂນ]\s*\.)\s*[:.]?\s*")
_LEVEL = re.compile("(ກຸ່ມບ້ານ|ບ້ານ|ເມືອງ|ແຂວງ|ນະຄອນຫຼວງວຽງຈັນ|ນະຄອນຫລວງວຽງຈັນ)")
# A level word inside a name (ຫົວເມືອງ) has letters before it.
_LEVEL_AHEAD = re.compile(f"(?<![\u0e80-\u0eff]){_LEVEL.pattern}")
_RUN_TOGETHER = re.compile("[\u0e80-\u0eff](?:ແຂວງ|ນະຄອນຫຼວງ|ນະຄອນຫລວງ)")
_SEPARATORS = re.compile(r"\s*[,;/|\n·•]\s*|\s+[-–—]\s+")
# A level word joined to the name: "Luangprabang-Province".
_JOINED_LEVEL = re.compile(r"[-–/](?=(?:province|district)\b)", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^)]*\)")
# Latin spellings of one Lao sound (PCGN, ISO, offices): written out in order.
_LATIN_SOUNDS = (
    *(("x", "s"), ("ch", "c"), ("kh", "k"), ("th", "t"), ("ph", "p"), ("gn", "n"), ("nh", "n")),
    *(("oua", "ua"), ("ouo", "uo"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("eu", "u")),
    *(("ay", "ai"), ("y", "i"), ("ie", "ia"), ("r", "l"), ("w", "v"), ("h", ""), ("g", "")),
)


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


_Place = TypeVar("_Place", Province, District)


@dataclass(frozen=True, slots=True)
class PlaceDoubt:
    """Why a place is uncertain: a stable code, the field, what it may be (Lao names)."""

    code: str
    field: str
    may_be: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceFinding:
    """What a district's and a province's texts name; None where that is not certain."""

    district: District | None
    province: Province | None
    doubts: tuple[PlaceDoubt, ...] = ()


def _key(text: str) -> str:
    return search_key(_BRACKETS.sub("", text))


def _bare_key(text: str) -> str:
    text = _JOINED_LEVEL.sub(" ", _BRACKETS.sub("", canonical(text)))
    return search_key(_SHORT_LEVEL.sub("", text) or text, level_words=False)


def _loose_key(text: str) -> str:
    text = _BRACKETS.sub("", canonical(text))
    key = search_key(_SHORT_LEVEL.sub("", text) or text, level_words=False, loose=True)
    if any(map(is_lao, key)):
        return key
    for written, sound in _LATIN_SOUNDS:
        key = key.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", key).rstrip("e")


@dataclass(frozen=True)
class Gazetteer:
    """All known places. Lookups compare search keys, so any script and spelling serves."""

    provinces: tuple[Province, ...]
    districts: tuple[District, ...]

    @cached_property
    def _province_keys(self) -> dict[str, tuple[Province, ...]]:
        return _index(self.provinces, _province_words, _key)

    @cached_property
    def _bare_province_keys(self) -> dict[str, tuple[Province, ...]]:
        return _index(self.provinces, _province_names, _bare_key)

    @cached_property
    def _loose_province_keys(self) -> dict[str, tuple[Province, ...]]:
        return _index(self.provinces, _province_names, _loose_key)

    @cached_property
    def _district_keys(self) -> dict[str, tuple[District, ...]]:
        return _index(self.districts, _district_names, _bare_key)

    @cached_property
    def _loose_district_keys(self) -> dict[str, tuple[District, ...]]:
        return _index(self.districts, _district_names, _loose_key)

    @cached_property
    def province_by_code(self) -> dict[str, Province]:
        """Provinces by ISO 3166-2 code."""
        return {p.code: p for p in self.provinces}

    @cached_property
    def district_by_code(self) -> dict[str, District]:
        """Districts by 4-digit code."""
        return {d.code: d for d in self.districts}

    def find_province(self, text: str) -> Province | None:
        """The province a text names in any spelling or script, its code or its number.

        None also where a text is the name of one and may mean another (Vientiane), unless it is
        that province's own Lao short name.
        """
        found = self._named_provinces(text)
        if len(found) == 1:
            return found[0]
        own = [p for p in found if _key(p.name_lo) == _key(text)]
        return own[0] if own else None

    def _named_provinces(self, text: str) -> tuple[Province, ...]:
        """Every province a text may name exactly; several for the bare name of a homonym."""
        key = _key(text)
        if not key:
            return ()
        level = _bare_key(text) != key
        found = self._province_keys.get(key, ())
        if found and level:
            return found
        if not found:
            found = self._bare_province_keys.get(_bare_key(text), ())
        if len(found) == 1 and not level and not key.isdecimal() and len(key) > 4:
            found += tuple(p for p in self._holding(key) if p not in found)
        return found

    def _holding(self, key: str) -> Iterable[Province]:
        """Provinces whose own full name holds another's bare name at its beginning or end."""
        for province in self.provinces:
            for name in (province.full_lo, province.name_en):
                full = _key(name)
                if full != key and (full.endswith(key) or full.startswith(key)):
                    yield province
                    break

    def find_districts(self, text: str, province: str | None = None) -> tuple[District, ...]:
        """Districts a text may name, only those of ``province`` when it is given (homonyms!)."""
        found = self._district_keys.get(_bare_key(text), ()) if text.strip() else ()
        return tuple(d for d in found if province is None or d.province == province)

    def _loose_districts(self, text: str) -> tuple[District, ...]:
        return self._loose_district_keys.get(_loose_key(text), ()) if len(text) > 2 else ()

    def resolve(self, district: str, province: str) -> PlaceFinding:
        """The places that the texts of a list's two cells name together; either may be empty.

        A homonym is decided by the other text only. What stays uncertain is None with a doubt:
        province-unknown, province-ambiguous, district-unknown, district-ambiguous; and certain
        but doubtful: place-respelled, province-assumed, district-elsewhere.
        """
        provinces, doubts = self._read_province(province)
        districts = self._read_district(district, doubts)
        chosen = self._choose_province(province, provinces, districts, doubts)
        found = self._choose_district(districts, chosen, doubts)
        return PlaceFinding(found, chosen, tuple(doubts))

    def _read_province(self, text: str) -> tuple[tuple[Province, ...], list[PlaceDoubt]]:
        if not text.strip():
            return (), []
        found = self._named_provinces(text)
        if found:
            return found, []
        found = self._loose_province_keys.get(_loose_key(text), ()) if len(text) > 2 else ()
        if len(found) == 1:
            return found, [PlaceDoubt("place-respelled", "province", (found[0].name_lo,))]
        near = self._near(text, self._loose_province_keys)
        return (), [PlaceDoubt("province-unknown", "province", near)]

    def _read_district(self, text: str, doubts: list[PlaceDoubt]) -> tuple[District, ...]:
        if not text.strip():
            return ()
        found = self.find_districts(text)
        if found:
            return found
        found = self._loose_districts(text)
        if not found:
            near = self._near(text, self._loose_district_keys)
            doubts.append(PlaceDoubt("district-unknown", "district", near))
        elif len(found) == 1:
            doubts.append(PlaceDoubt("place-respelled", "district", (found[0].name_lo,)))
        return found

    def _choose_province(
        self,
        text: str,
        provinces: tuple[Province, ...],
        districts: tuple[District, ...],
        doubts: list[PlaceDoubt],
    ) -> Province | None:
        if len(provinces) < 2:
            return provinces[0] if provinces else None
        of_district = {d.province for d in districts}
        fitting = [p for p in provinces if p.code in of_district]
        if len(fitting) == 1:
            return fitting[0]
        names = tuple(p.full_lo or p.name_lo for p in provinces)
        own = [p for p in provinces if _key(p.name_lo) == _key(text)]
        code = "province-assumed" if own else "province-ambiguous"
        doubts.append(PlaceDoubt(code, "province", names))
        return own[0] if own else None

    def _choose_district(
        self,
        districts: tuple[District, ...],
        province: Province | None,
        doubts: list[PlaceDoubt],
    ) -> District | None:
        if province is not None:
            inside = [d for d in districts if d.province == province.code]
            if len(inside) == 1:
                return inside[0]
        if not districts:
            return None
        where = tuple(self._province_name(d.province) for d in districts)
        if province is not None:
            doubts.append(PlaceDoubt("district-elsewhere", "district", where))
        elif len(districts) > 1:
            doubts.append(PlaceDoubt("district-ambiguous", "district", where))
        return districts[0] if len(districts) == 1 else None

    def _province_name(self, code: str) -> str:
        province = self.province_by_code.get(code)
        return province.name_lo if province else code

    @staticmethod
    def _near(text: str, keys: dict[str, tuple[_Place, ...]]) -> tuple[str, ...]:
        close = get_close_matches(_loose_key(text), keys, n=2, cutoff=0.7)
        return tuple(dict.fromkeys(keys[key][0].name_lo for key in close))


def split_place(text: str) -> tuple[str, str, str]:
    """(village, district, province) of an address in one cell, in any order; "" where not said.

    Level words (ບ້ານ, ເມືອງ, ແຂວງ) decide; an address without any is not taken apart here.
    """
    text = canonical(text)
    level_word = _LEVEL if _RUN_TOGETHER.search(text) else _LEVEL_AHEAD
    parts = level_word.split(text)
    found = {"ບ້ານ": "", "ເມືອງ": "", "ແຂວງ": ""}
    for level, value in zip(parts[1::2], parts[2::2], strict=True):
        value = value.strip(" ,;/:.-–\n")
        if level.startswith("ນະຄອນ"):
            found["ແຂວງ"] = found["ແຂວງ"] or level
        else:
            level = "ບ້ານ" if level == "ກຸ່ມບ້ານ" else level
            found[level] = found[level] or value
    return found["ບ້ານ"], found["ເມືອງ"], found["ແຂວງ"]


def split_plain_place(gazetteer: Gazetteer, text: str) -> tuple[str, str]:
    """(district, province) of "Nakai, Khammouane" and the like: parts the gazetteer knows."""
    parts = [p for p in _SEPARATORS.split(canonical(text)) if p]
    provinces = [p for p in parts if gazetteer.find_province(p)]
    districts = [p for p in parts if gazetteer.find_districts(p)]
    province = next((p for p in reversed(provinces) if districts != [p] or len(parts) == 1), "")
    district = next((p for p in districts if p != province or parts.count(p) > 1), "")
    return district, province


def _index(
    places: Iterable[_Place], names: Callable[[_Place], Iterable[str]], key: Callable[[str], str]
) -> dict[str, tuple[_Place, ...]]:
    found: dict[str, list[_Place]] = {}
    for place in places:
        for wanted in filter(None, map(key, names(place))):
            known = found.setdefault(wanted, [])
            if place not in known:
                known.append(place)
    return {wanted: tuple(known) for wanted, known in found.items()}


def _province_names(province: Province) -> Iterable[str]:
    yield from (province.code, province.number, province.name_lo, province.name_en)
    yield from (province.full_lo, *province.variants)


def _province_words(province: Province) -> Iterable[str]:
    yield from _province_names(province)
    yield from filter(None, _ABBREVIATIONS.get(province.code, "").split("|"))


def _district_names(district: District) -> Iterable[str]:
    yield from (district.code, district.name_lo, district.name_en, *district.variants)
