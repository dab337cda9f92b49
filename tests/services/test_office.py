"""The issuing office is changed field by field, and what cannot be is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workshopdesk.domain.errors import Conflict, UserError
from workshopdesk.domain.office import Office, Signer
from workshopdesk.services import office
from workshopdesk.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "office.wdb"), create=True)


def stored(store: Store) -> Office:
    with store.read() as reader:
        return reader.office()


def test_fields_are_kept_in_canonical_form(store: Store) -> None:
    lines = ["ແຖວທີ  ໜຶ່ງ", "", "ແຖວທີ ສອງ"]
    office.change_office(store, stored(store), name_lo=" ຫ້ອງການ  ກ ", state_lines_lo=lines)
    now = stored(store)
    assert now.name_lo == "ຫ້ອງການ ກ"
    assert now.state_lines_lo == ("ແຖວທີ ໜຶ່ງ", "ແຖວທີ ສອງ")


def test_a_stale_field_is_refused_and_another_is_not(store: Store) -> None:
    seen = stored(store)
    office.change_office(store, seen, name_en="First")
    with pytest.raises(Conflict) as conflict:
        office.change_office(store, seen, name_en="Second")
    assert conflict.value.newer == {"name_en": "First"}
    office.change_office(store, seen, abbreviation="F")
    assert (stored(store).name_en, stored(store).abbreviation) == ("First", "F")


@pytest.mark.parametrize("mask", ["{x}", "{n", "{year}", "{n.real}/{n.__class__.z}", "{0}"])
def test_a_mask_that_cannot_number_is_refused(store: Store, mask: str) -> None:
    before = stored(store)
    with pytest.raises(UserError, match=re.escape(mask)):
        office.change_office(store, before, certificate_mask=mask)
    assert stored(store) == before


def test_a_mask_that_numbers_is_kept_and_can_be_given_up(store: Store) -> None:
    for mask in ("{n:03d}/{office}/{year}", ""):
        office.change_office(store, stored(store), certificate_mask=mask)
        assert stored(store).certificate_mask == mask


def test_what_is_no_field_is_a_mistake_of_ours(store: Store) -> None:
    with pytest.raises(ValueError, match="slot"):
        office.change_office(store, stored(store), slot="other")


def test_signers_come_go_and_change(store: Store) -> None:
    first = Signer("ຫົວໜ້າ", "Head", "ທ່ານ ກ", "Mr A")
    second = Signer("ຮອງ", "Deputy", "", "")
    office.set_signers(store, [first, Signer("", "", " ", ""), second])
    assert stored(store).signers == (first, second)
    office.set_signers(store, [second])
    assert stored(store).signers == (second,)
    with store.read() as reader:
        did = reader.undoable(store.origin.author)
    assert did is not None
    store.undo(did.id)
    assert stored(store).signers == (first, second)
