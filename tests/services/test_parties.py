"""Organisations, programmes and funders are made and changed; what cannot be is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from workshopdesk.domain.errors import Conflict, UserError
from workshopdesk.domain.funding import Funder, Programme
from workshopdesk.domain.organisation import Organisation, OrganisationLevel
from workshopdesk.services import organisations, programmes
from workshopdesk.store import Store, open_store


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(str(tmp_path_factory.mktemp("parties") / "data.wdb"), create=True)
    yield store
    store.close()


@pytest.fixture
def store(opened: Store) -> Iterator[Store]:
    """A database as new: what a test did is taken back."""
    yield opened
    while True:
        with opened.read() as reader:
            did = reader.undoable(opened.origin.author)
        if did is None:
            return
        opened.undo(did.id)


def organisation(store: Store, id: UUID) -> Organisation:
    with store.read() as reader:
        return next(o for o in reader.organisations() if o.id == id)


def programme(store: Store, id: UUID) -> Programme:
    with store.read() as reader:
        return next(p for p in reader.programmes() if p.id == id)


def test_an_organisation_is_known_by_its_name_in_its_own_script(store: Store) -> None:
    lao = organisation(store, organisations.create_organisation(store, "ຫ້ອງການເມືອງ  ໜອງບົກ"))
    assert (lao.name_lo, lao.name_en) == ("ຫ້ອງການເມືອງ ໜອງບົກ", "")
    latin = organisation(store, organisations.create_organisation(store, "Nongbok Office"))
    assert (latin.name_lo, latin.name_en) == ("", "Nongbok Office")


def test_fields_are_changed_one_by_one(store: Store) -> None:
    seen = organisation(store, organisations.create_organisation(store, "ຫ້ອງການ ກ"))
    with store.read() as reader:
        kind = reader.organisation_types()[1]
    organisations.change_organisation(
        store, seen, name_en="Office A", type=kind.name_lo, level="district", province="ຄໍາມ່ວນ"
    )
    changed = organisation(store, seen.id)
    assert (changed.name_en, changed.type) == ("Office A", kind.code)
    assert (changed.level, changed.province) == (OrganisationLevel.DISTRICT, "LA-KH")
    organisations.change_organisation(store, changed, type="", level=None, province="")
    bare = organisation(store, seen.id)
    assert (bare.type, bare.level, bare.province) == (None, None, None)


def test_a_stale_change_of_an_organisation_is_refused(store: Store) -> None:
    seen = organisation(store, organisations.create_organisation(store, "ຫ້ອງການ ຂ"))
    organisations.change_organisation(store, seen, name_en="First")
    with pytest.raises(Conflict):
        organisations.change_organisation(store, seen, name_en="Second")
    assert organisation(store, seen.id).name_en == "First"


@pytest.mark.parametrize(
    "fields", [{"type": "circus"}, {"province": "Atlantis"}, {"name_lo": " "}], ids=str
)
def test_what_an_organisation_cannot_be(store: Store, fields: dict[str, str]) -> None:
    seen = organisation(store, organisations.create_organisation(store, "ຫ້ອງການ ຄ"))
    with pytest.raises(UserError):
        organisations.change_organisation(store, seen, **fields)
    assert organisation(store, seen.id) == seen


def test_no_organisation_twice_nor_beneath_itself(store: Store) -> None:
    above = organisation(store, organisations.create_organisation(store, "ກະຊວງ ກ"))
    below = organisation(
        store, organisations.create_organisation(store, "ພະແນກ ກ", parent_id=above.id)
    )
    with pytest.raises(UserError):
        organisations.change_organisation(store, above, parent_id=below.id)
    with pytest.raises(UserError):
        organisations.create_organisation(store, "ກະຊວງ ກ")
    organisations.create_organisation(store, "ກະຊວງ ກ", province="ວຽງຈັນ")


def test_a_programme_is_created_and_changed(store: Store) -> None:
    id = programmes.create_programme(store, code="GOV-1", name_lo="ແຜນງານປົກຄອງ")
    programmes.change_programme(
        store, programme(store, id), name_en="Governance", first_day=date(2025, 1, 1),
        last_day=date(2027, 12, 31),
    )  # fmt: skip
    changed = programme(store, id)
    assert (changed.name_en, changed.first_day) == ("Governance", date(2025, 1, 1))
    with pytest.raises(UserError):
        programmes.change_programme(store, changed, last_day=date(2024, 1, 1))
    with pytest.raises(UserError):
        programmes.change_programme(store, changed, code="")
    with pytest.raises(UserError):
        programmes.create_programme(store, code="GOV-1", name_lo="ອື່ນ")
    with pytest.raises(ValueError, match="colour"):
        programmes.change_programme(store, changed, colour="blue")
    assert programme(store, id) == changed


def test_funders_follow_in_order_and_a_known_one_is_the_same(store: Store) -> None:
    one = programmes.create_programme(store, code="ONE", name_lo="ໜຶ່ງ")
    two = programmes.create_programme(store, code="TWO", name_lo="ສອງ")
    for name in ("River Fund", "Hill Fund"):
        programmes.add_funder(store, programme(store, one), name)
    shared = programmes.add_funder(store, programme(store, two), "River Fund")
    assert [f.name_en for f in programme(store, one).funders] == ["River Fund", "Hill Fund"]
    assert [f.id for f in programme(store, two).funders] == [shared]
    assert programme(store, one).funders[0].id == shared
    with pytest.raises(UserError):
        programmes.add_funder(store, programme(store, two), "River Fund")
    with pytest.raises(UserError):
        programmes.add_funder(store, programme(store, two), "  ")


def test_what_a_funder_wants_is_changed(store: Store) -> None:
    made = programmes.create_programme(store, code="GOV-2", name_lo="ແຜນງານ")

    def funder() -> Funder:
        return programme(store, made).funders[0]

    programmes.add_funder(store, programme(store, made), "River Fund")
    programmes.change_funder(
        store, funder(), visibility_en="Paid by River Fund.", report_language="lo", currency="lak"
    )
    stored = funder()
    assert stored.visibility_en == "Paid by River Fund."
    assert (stored.report_language, stored.currency) == ("lo", "LAK")
    for fields in ({"currency": "kip!"}, {"report_language": "fr"}, {"name_lo": "", "name_en": ""}):
        with pytest.raises(UserError):
            programmes.change_funder(store, funder(), **fields)
    assert funder() == stored
