"""Organisations as a list and a tree, merged and imported; funders merged, with logos."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.windowed import Told, type_text

from workshopdesk.domain.funding import Funder
from workshopdesk.domain.organisation import Organisation, OrganisationLevel
from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.organisations.view import OrganisationsRoom
from workshopdesk.ui.programmes.view import ProgrammesRoom
from workshopdesk.ui.shell import Shell

RETURN, LEFT = Qt.Key.Key_Return, Qt.MouseButton.LeftButton


@pytest.fixture
def room(window: Shell) -> OrganisationsRoom:
    window.go(Place("organisations"))
    assert isinstance(window.room, OrganisationsRoom)
    return window.room


@pytest.fixture
def page(window: Shell) -> ProgrammesRoom:
    window.go(Place("programmes"))
    assert isinstance(window.room, ProgrammesRoom)
    return window.room


def known(store: Store) -> dict[str, Organisation]:
    with store.read() as reader:
        return {o.name_lo or o.name_en: o for o in reader.organisations()}


def funders(store: Store) -> list[Funder]:
    with store.read() as reader:
        return [f for p in reader.programmes() for f in p.funders]


def test_parts_stand_under_what_they_belong_to(room: OrganisationsRoom, store: Store) -> None:
    for name in ("Above Office", "Below Office"):
        type_text(room.new, name)
        QTest.keyClick(room.new, RETURN)
    below = next(line for line in room.model.visible if line.name == "Below Office")
    room._edit_parent(below, "above office")
    assert known(store)["Below Office"].parent_id == known(store)["Above Office"].id
    QTest.mouseClick(room.views.button("tree"), LEFT)
    lines = room.model.visible
    at = next(n for n, line in enumerate(lines) if line.name == "Above Office")
    assert (lines[at + 1].name, lines[at + 1].depth) == ("Below Office", lines[at].depth + 1)
    room._edit_level(lines[at], "Central")
    assert known(store)["Above Office"].level is OrganisationLevel.CENTRAL


def test_what_is_no_level_or_organisation_is_refused(
    room: OrganisationsRoom, store: Store, told: Told
) -> None:
    told.refusals_expected = True
    before = known(store)
    room._edit_level(room.model.visible[0], "galactic")
    room._edit_parent(room.model.visible[0], "nobody at all")
    assert len(told.of("refusal")) == 2
    assert known(store) == before


def test_chosen_organisations_become_one(room: OrganisationsRoom, store: Store) -> None:
    first, second = room.model.visible[:2]
    assert not room.merge.isVisible()
    room.table.select_keys({first.id, second.id})
    QTest.mouseClick(room.merge, LEFT)
    room.choosing.choices.buttons()[1].click()
    QTest.mouseClick(room.choosing.merge, LEFT)
    ids = {o.id for o in known(store).values()}
    assert second.id in ids
    assert first.id not in ids


def test_a_list_is_shown_and_imported(
    room: OrganisationsRoom, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "units.csv"
    path.write_text("Name,Level\nTrial Department,Central\n,x\n")
    room.import_file(path)
    assert [line.becomes for line in room.dialog.model.visible] == ["new", "skipped"]
    QTest.mouseClick(room.dialog.confirm, LEFT)
    assert known(store)["Trial Department"].level is OrganisationLevel.CENTRAL


def test_a_funder_gets_logo_language_and_currency(
    page: ProgrammesRoom, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "logo.png"
    Image.new("RGBA", (40, 20), "green").save(path)
    card = page.funders
    card.set_logo(funders(store)[0], path)
    card._edit_language(funders(store)[0], "lao")
    card.change(funders(store)[0], "currency", "eur")
    now = funders(store)[0]
    assert now.logo is not None
    assert (now.report_language, now.currency) == ("lo", "EUR")
    page.set_logo(page.model.visible[0], path)
    with store.read() as reader:
        assert any(p.logo for p in reader.programmes())


def test_chosen_funders_become_one(page: ProgrammesRoom, store: Store) -> None:
    type_text(page.funders.new, "Helvetas Laos")
    QTest.keyClick(page.funders.new, RETURN)
    before = {f.id for f in funders(store)}
    page.funders.table.selectAll()
    QTest.mouseClick(page.funders.merge, LEFT)
    QTest.mouseClick(page.funders.choosing.merge, LEFT)
    assert len({f.id for f in funders(store)}) == 1
    page.desk.undo()
    assert {f.id for f in funders(store)} == before
