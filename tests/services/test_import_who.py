"""Who and which office the rows of a list mean: in two scripts, with or without a province."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from workshopdesk.i18n import set_screen_language
from workshopdesk.services import import_list
from workshopdesk.services.events import create_event
from workshopdesk.services.import_list import ImportPlan, RowAction
from workshopdesk.store import Store, fixed_origin, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two events without anyone."""
    set_screen_language("en")
    origin = fixed_origin("lists", datetime(2025, 9, 1, tzinfo=UTC))
    opened = open_store(str(tmp_path / "lists.wdb"), create=True, origin=origin)
    day = date(2025, 9, 15)
    for code in ("A", "B"):
        create_event(opened, code=code, title_lo="ກອງປະຊຸມ", first_day=day, last_day=day)
    yield opened
    opened.close()


def planned(store: Store, folder: Path, *rows: str, event: str = "A") -> ImportPlan:
    """What a list of these rows would do."""
    path = folder / f"{event}.csv"
    path.write_text("\n".join(("ຊື່ ແລະ ນາມສະກຸນ,ເພດ,ພາກສ່ວນ,ແຂວງ,ເບີໂທ", *rows)), "utf-8")
    return import_list.preview(store, event, import_list.read_for(store, path))


def test_one_woman_in_two_scripts_is_listed_once(store: Store, tmp_path: Path) -> None:
    plan = planned(
        store, tmp_path,
        "ຄຳໝັ້ນ ລັດຕະນະ,ຍ,ກະຊວງພາຍໃນ,ຄຳມ່ວນ,020 5512 3456",
        "Khammanh Rattana,ຍ,ກະຊວງພາຍໃນ,ຄຳມ່ວນ,020 5512 3456",
        "ຄຳແສງ ລັດຕະນະ,ຍ,ກະຊວງພາຍໃນ,ຄຳມ່ວນ,020 5512 3456",
    )  # fmt: skip
    new, skipped = RowAction.NEW, RowAction.SKIPPED
    assert [row.action for row in plan.rows] == [new, skipped, new]
    assert [p.code for p in plan.problems if p.code == "said-twice"] == ["said-twice"]


def test_an_office_is_proposed_once_with_or_without_its_province(
    store: Store, tmp_path: Path
) -> None:
    plan = planned(
        store, tmp_path,
        "ຄຳໝັ້ນ ລັດຕະນະ,ຍ,ຫ້ອງການຊັບພະຍາກອນ,ຄຳມ່ວນ,020 5512 3456",
        "ບຸນມີ ວົງສາ,ຊ,ຫ້ອງການຊັບພະຍາກອນ ແຂວງຄຳມ່ວນ,ຄຳມ່ວນ,020 5512 3457",
        "ສົມພອນ ດາລາ,ຍ,ຫ້ອງການຊັບພະຍາກອນ ແຂວງສາລະວັນ,ສາລະວັນ,020 5512 3458",
        "ແກ້ວ ມະນີ,ຊ,ກະຊວງພາຍໃນ,ສາລະວັນ,020 5512 3459",
        "ຈັນທາ ສີສຸກ,ຊ,ກະຊວງພາຍໃນ,ຄຳມ່ວນ,020 5512 3460",
    )  # fmt: skip
    keys = [row.organisation_key for row in plan.rows]
    assert keys[0] == keys[1] != keys[2]
    assert keys[3] == keys[4]
    assert len(plan.new_organisations) == 3


def test_another_year_of_birth_is_another_person_even_with_the_phone(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "first.csv"
    head = "ຊື່ ແລະ ນາມສະກຸນ,ເພດ,ປີເກີດ,ເບີໂທ"
    path.write_text(f"{head}\nຄຳໝັ້ນ ລັດຕະນະ,ຍ,1961,020 5512 3456\n", "utf-8")
    import_list.import_file(store, "A", path)
    path.write_text(f"{head}\nຄຳໝັ້ນ ລັດຕະນະ,ຍ,1994,020 5512 3456\n", "utf-8")
    daughter = import_list.preview(store, "B", import_list.read_for(store, path))
    assert [row.action for row in daughter.rows] == [RowAction.NEW]
    path.write_text(f"{head}\nຄໍາຫມັ້ນ ລັດຕະນະ,ຍ,1961,020 5512 3456\n", "utf-8")
    herself = import_list.preview(store, "B", import_list.read_for(store, path))
    assert [row.action for row in herself.rows] == [RowAction.KNOWN]
