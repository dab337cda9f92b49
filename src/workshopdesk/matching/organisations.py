"""Which organisation a list's words mean; hides abbreviations and units that every province has.

"The provincial assembly" of a row from Khammouane is Khammouane's; an organisation nobody knows
yet is proposed with the type and level its words say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from workshopdesk.domain.organisation import Organisation, OrganisationLevel
from workshopdesk.domain.places import District, Province
from workshopdesk.lao.text import canonical, search_key

_SHORTEST: Final = 3
"""Shorter than this, nothing would be left of a name without its province."""
_LONG: Final = 12
"""From so many letters on, one that differs is taken for a slip."""

# Short forms seen in lists, with what they stand for.
_ABBREVIATIONS = {
    "ສພຊ": "ສະພາແຫ່ງຊາດ",
    "ສພຂ": "ສະພາປະຊາຊົນແຂວງ",
    "ສະພາປະຊາຊົນຂັ້ນແຂວງ": "ສະພາປະຊາຊົນແຂວງ",
    "ສນຊ": "ແນວລາວສ້າງຊາດ",
    "na": "ສະພາແຫ່ງຊາດ",
    "ppa": "ສະພາປະຊາຊົນແຂວງ",
}
_SHORT = {search_key(short): full for short, full in _ABBREVIATIONS.items()}
# Words that say a type, the more telling first; codes of the organisation types.
_TYPE_WORDS = (
    ("ສະພາແຫ່ງຊາດ|national assembly|ກຳມາທິການ", "national_assembly"),
    ("ສະພາປະຊາຊົນ|provincial people|provincial assembly", "provincial_assembly"),
    ("ກະຊວງ|ministry", "ministry"),
    ("ສະຫະພັນແມ່ຍິງ|ແນວລາວ|ສະຫະພັນກຳມະບານ|ຊາວໜຸ່ມ|ນັກຮົບເກົ່າ", "mass_organisation"),
    ("women's union|youth union|trade union|lao front", "mass_organisation"),
    ("ສະມາຄົມ|association", "association"),
    ("ມູນນິທິ|foundation", "foundation"),
    ("ອົງການຈັດຕັ້ງສັງຄົມ|ອົງການຈັດຕັ້ງທາງສັງຄົມ|civil society", "cso"),
    ("ອົງການຈັດຕັ້ງສາກົນ", "ingo"),
    ("ສະຖານທູດ|embassy", "embassy"),
    ("ຄູ່ຮ່ວມພັດທະນາ|development partner", "development_partner"),
    ("ຄະນະພັກ|ອົງການພັກ", "party"),
    ("ຫ້ອງວ່າການ|ພະແນກ|ຫ້ອງການ|ເທດສະບານ|ປົກຄອງ|department|office", "local_authority"),
    ("ບໍລິສັດ|ທະນາຄານ|company|bank", "private"),
    ("ໜັງສືພິມ|ວິທະຍຸ|ໂທລະພາບ|ສື່ມວນຊົນ|radio|newspaper", "media"),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An organisation not known yet, as a list's words describe it."""

    name: str
    type: str | None
    level: OrganisationLevel | None
    province: str | None
    district: str | None

    @property
    def key(self) -> str:
        """What makes two proposals the same."""
        return search_key(self.name)


class Organisations:
    """The organisations already known, found by name, English name or abbreviation.

    ``provinces`` are all there are: "an office" of someone in Khammouane and "the office of
    Khammouane" are one.
    """

    def __init__(self, known: Iterable[Organisation], provinces: Iterable[Province] = ()) -> None:
        self._by_key: dict[str, list[Organisation]] = defaultdict(list)
        self._by_place: dict[tuple[str, str], list[Organisation]] = defaultdict(list)
        self._by_loose: dict[str, list[Organisation]] = defaultdict(list)
        self._endings = _endings(provinces)
        for organisation in known:
            texts = (organisation.name_lo, organisation.name_en, organisation.abbreviation)
            for text in filter(None, texts):
                self._file(self._by_key[search_key(text)], organisation)
                self._file(self._by_loose[search_key(text, loose=True)], organisation)
                base, named = self.placed(text)
                province = named or organisation.province
                if province and len(base) > _SHORTEST:
                    self._file(self._by_place[(base, province)], organisation)

    @staticmethod
    def _file(there: list[Organisation], organisation: Organisation) -> None:
        if organisation not in there:
            there.append(organisation)

    def placed(self, text: str) -> tuple[str, str]:
        """A name without the province it ends in, and that province's code ("" for none)."""
        key = search_key(text)
        for ending, code in self._endings:
            if key.endswith(ending) and len(key) - len(ending) > _SHORTEST:
                return key.removesuffix(ending).removesuffix("ແຂວງ"), code
        return key.removesuffix("ແຂວງ"), ""

    def find(
        self, text: str, province: Province | None, district: District | None
    ) -> Organisation | None:
        """The known organisation a text means for someone of that place; None if not certain."""
        wanted = propose(text, province, district, ())
        if wanted is None:
            return None
        base, named = self.placed(wanted.name)
        home = named or (province.code if province else "")
        loose = search_key(wanted.name, loose=True)
        for found in (
            *(self._by_key.get(key, []) for key in dict.fromkeys((wanted.key, search_key(text)))),
            self._by_place.get((base, home), []),
            self._by_loose.get(loose, []),
            self._mistyped(loose, home),
        ):
            here = [o for o in found if home and o.province == home]
            for choice in (
                here,
                [o for o in found if not (named and o.province not in (None, named))],
            ):
                if len(choice) == 1:
                    return choice[0]
        return None

    def _mistyped(self, loose: str, home: str) -> list[Organisation]:
        """What a long name is a slip away from; a digit or a district's letter is no slip."""
        if len(loose) < _LONG or not home or any(c.isdigit() for c in loose) or "ເມືອງ" in loose:
            return []
        near = process.extract(
            loose, self._by_loose.keys(), scorer=OSA.distance, score_cutoff=1, limit=3
        )
        found: list[Organisation] = []
        for key, _distance, _place in near:
            for organisation in self._by_loose[key]:
                if organisation.province == home:
                    self._file(found, organisation)
        return found


def _endings(provinces: Iterable[Province]) -> list[tuple[str, str]]:
    """How a name ends in a province, the longest first."""
    found = {
        search_key(text): province.code
        for province in provinces
        for text in (province.name_lo, province.full_lo, "ແຂວງ" + province.name_lo)
        if text
    }
    return sorted(found.items(), key=lambda item: -len(item[0]))


def propose(
    text: str,
    province: Province | None,
    district: District | None,
    types: Iterable[str],
) -> Proposal | None:
    """The organisation a text describes; ``types`` are the codes there are. None for no text.

    A name that ends in "of the province" or "of the district" gets the name of the row's.
    """
    name = canonical(text)
    if not name:
        return None
    name = _SHORT.get(search_key(name), name)
    level: OrganisationLevel | None = None
    of_province = of_district = None
    if name.endswith("ແຂວງ") and province is not None:
        name = _of_province(name, province)
        level, of_province = OrganisationLevel.PROVINCE, province.code
    elif name.endswith("ເມືອງ") and district is not None:
        name = name + district.name_lo
        level, of_province, of_district = (
            OrganisationLevel.DISTRICT,
            district.province,
            district.code,
        )
    return Proposal(name, _type_of(name, frozenset(types)), level, of_province, of_district)


def _of_province(name: str, province: Province) -> str:
    """The capital is no ແຂວງ: its units drop that word."""
    if province.full_lo.startswith("ແຂວງ"):
        return name + province.name_lo
    return name.removesuffix("ແຂວງ") + province.full_lo


def _type_of(name: str, types: frozenset[str]) -> str | None:
    lower = name.casefold()
    for words, code in _TYPE_WORDS:
        if code in types and any(word in lower for word in words.split("|")):
            return code
    return None
