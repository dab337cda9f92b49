"""Which organisation a list's words mean, and what a new one is proposed as."""

from __future__ import annotations

from uuid import UUID

from tests.exchange.lists import gazetteer

from workshopdesk.domain.organisation import Organisation, OrganisationLevel
from workshopdesk.matching.organisations import Organisations, propose

PLACES = gazetteer()
KHAMMOUANE = PLACES.province_by_code["LA-KH"]
SALAVAN = PLACES.province_by_code["LA-SL"]
CAPITAL = PLACES.province_by_code["LA-VT"]
TYPES = ("provincial_assembly", "local_authority", "association")


def organisation(number: int, name: str, **more: str) -> Organisation:
    fields = {"name_en": "", "abbreviation": "", "type": None, "level": None, "province": None}
    said = fields | {"parent_id": None, "sector": ""} | more
    return Organisation(id=UUID(int=number), version=1, name_lo=name, **said)  # type: ignore[arg-type]  # keywords of the test


ASSEMBLY = organisation(1, "ສະພາປະຊາຊົນແຂວງຄຳມ່ວນ", province="LA-KH")
HELVETAS = organisation(2, "ເຮວວິຕັດ", name_en="HELVETAS", abbreviation="HSI")
KNOWN = Organisations([ASSEMBLY, HELVETAS])


def test_a_unit_that_every_province_has_is_that_of_the_row() -> None:
    for text in ("ສະພາປະຊາຊົນແຂວງ", "ສພຂ", "ສະພາປະຊາຊົນແຂວງຄໍາມ່ວນ"):
        assert KNOWN.find(text, KHAMMOUANE, None) == ASSEMBLY
    assert KNOWN.find("ສພຂ", SALAVAN, None) is None


def test_an_organisation_is_known_by_its_other_names() -> None:
    for text in ("ເຮວວິຕັດ", "Helvetas", "HSI"):
        assert KNOWN.find(text, None, None) == HELVETAS
    assert KNOWN.find("", None, None) is None


def test_a_new_one_is_proposed_with_type_level_and_place() -> None:
    found = propose("ສະພາປະຊາຊົນແຂວງ", SALAVAN, None, TYPES)
    assert found is not None
    assert (found.name, found.type, found.level, found.province) == (
        "ສະພາປະຊາຊົນແຂວງສາລະວັນ", "provincial_assembly", OrganisationLevel.PROVINCE, "LA-SL",
    )  # fmt: skip
    district = PLACES.district_by_code["1207"]
    office = propose("ຫ້ອງວ່າການເມືອງ", KHAMMOUANE, district, TYPES)
    assert office is not None
    assert (office.name, office.type, office.district) == (
        "ຫ້ອງວ່າການເມືອງນາກາຍ", "local_authority", "1207",
    )  # fmt: skip


def test_the_capital_is_no_province_in_a_units_name() -> None:
    found = propose("ສະພາປະຊາຊົນແຂວງ", CAPITAL, None, TYPES)
    assert found is not None
    assert found.name == "ສະພາປະຊາຊົນນະຄອນຫຼວງວຽງຈັນ"


def test_a_type_there_is_not_is_not_proposed() -> None:
    found = propose("ສະມາຄົມພັດທະນາ", None, None, ())
    assert found is not None
    assert found.type is None
    assert propose("  ", None, None, TYPES) is None


AGRICULTURE = organisation(3, "ພະແນກກະສິກຳ ແລະ ປ່າໄມ້", province="LA-KH")
PLACED = organisation(4, "ຫ້ອງການຊັບພະຍາກອນທຳມະຊາດ ແຂວງສາລະວັນ")
UNION = organisation(5, "ສະຫະພັນແມ່ຍິງລາວ", level="central")
UNION_KH = organisation(6, "ສະຫະພັນແມ່ຍິງແຂວງຄຳມ່ວນ", province="LA-KH")
MANY = Organisations([ASSEMBLY, HELVETAS, AGRICULTURE, PLACED, UNION, UNION_KH], PLACES.provinces)


def test_an_office_with_and_without_its_province_is_one() -> None:
    for text in (
        "ພະແນກກະສິກຳ ແລະ ປ່າໄມ້", "ພະແນກກະສິກຳ ແລະ ປ່າໄມ້ ແຂວງຄຳມ່ວນ",
        "ພະແນກກະສິກໍາ ແລະ ປ່າໄມ້ແຂວງ", "ພະແນກ ກະສິກຳ ແລະ ປ່າໄມ້ ຄຳມ່ວນ",
    ):  # fmt: skip
        assert MANY.find(text, KHAMMOUANE, None) == AGRICULTURE, text
    assert MANY.find("ພະແນກກະສິກຳ ແລະ ປ່າໄມ້ ແຂວງຄຳມ່ວນ", None, None) == AGRICULTURE
    assert MANY.find("ພະແນກກະສິກຳ ແລະ ປ່າໄມ້ ແຂວງສາລະວັນ", KHAMMOUANE, None) is None
    assert MANY.find("ຫ້ອງການຊັບພະຍາກອນທຳມະຊາດ", SALAVAN, None) == PLACED
    assert MANY.find("ສະຫະພັນແມ່ຍິງ", KHAMMOUANE, None) == UNION_KH


def test_a_slip_of_the_finger_is_forgiven_where_the_province_agrees() -> None:
    assert MANY.find("ພະແນກກະສິກຳ ແລະ ປ່າໄມ", KHAMMOUANE, None) == AGRICULTURE
    assert MANY.find("ພະແນກກະສກຳ ແລະ ປ່າໄມ້", KHAMMOUANE, None) == AGRICULTURE
    assert MANY.find("ພະແນກກະສກຳ ແລະ ປ່າໄມ້", SALAVAN, None) is None
