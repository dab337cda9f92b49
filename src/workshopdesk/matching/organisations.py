"""Which organisation a list's words mean; hides abbreviations and units that every province has.

"The provincial assembly" of a row from Khammouane is Khammouane's; an organisation nobody knows
yet is proposed with the type and level its words say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from workshopdesk.domain.organisation import Organisation, OrganisationLevel
from workshopdesk.domain.places import District, Province
from workshopdesk.lao.text import canonical, search_key

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
    """The organisations already known, found by name, English name or abbreviation."""

    def __init__(self, known: Iterable[Organisation]) -> None:
        self._by_key: dict[str, list[Organisation]] = defaultdict(list)
        for organisation in known:
            for text in (organisation.name_lo, organisation.name_en, organisation.abbreviation):
                if text and organisation not in self._by_key[search_key(text)]:
                    self._by_key[search_key(text)].append(organisation)

    def find(
        self, text: str, province: Province | None, district: District | None
    ) -> Organisation | None:
        """The known organisation a text means for someone of that place; None if not certain."""
        wanted = propose(text, province, district, ())
        if wanted is None:
            return None
        for key in dict.fromkeys((wanted.key, search_key(text))):
            found = self._by_key.get(key, [])
            here = [o for o in found if province and o.province == province.code]
            for choice in (here, found):
                if len(choice) == 1:
                    return choice[0]
        return None


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
