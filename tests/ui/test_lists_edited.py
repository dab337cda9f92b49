"""Organisations, programmes and funders are edited in their lists; numbers of Home open reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.windowed import Told, type_text

from workshopdesk.domain.funding import Programme
from workshopdesk.services.report import Scope
from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.home.view import HomeRoom
from workshopdesk.ui.organisations.view import OrganisationsRoom
from workshopdesk.ui.people.view import PeopleRoom
from workshopdesk.ui.programmes.view import ProgrammesRoom
from workshopdesk.ui.reports.view import ReportsRoom
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.tables import TableModel
from workshopdesk.ui.widgets.buttons import Button

LEFT, RETURN = Qt.MouseButton.LeftButton, Qt.Key.Key_Return


def edit(model: TableModel[Any], row: int, key: str, text: str) -> None:
    """As the cell's editor hands its text on."""
    section = next(n for n, column in enumerate(model.columns) if column.key == key)
    index = model.index(row, section)
    assert model.flags(index) & Qt.ItemFlag.ItemIsEditable
    model.setData(index, text)


def programmes(store: Store) -> tuple[Programme, ...]:
    with store.read() as reader:
        return reader.programmes()


def test_an_organisation_is_edited_in_its_row(window: Shell, store: Store, told: Told) -> None:
    window.go(Place("organisations"))
    room = window.room
    assert isinstance(room, OrganisationsRoom)
    edited = room.model.row_at(0)
    with store.read() as reader:
        kind = reader.organisation_types()[0]
    for key, text in (
        ("name", "Office A"), ("abbreviation", "OA"), ("type", kind.name_en),
        ("province", "Luang Prabang"),
    ):  # fmt: skip
        number = room.model.number_of(edited.id)
        assert number is not None
        edit(room.model, number, key, text)
    with store.read() as reader:
        now = next(o for o in reader.organisations() if o.id == edited.id)
    assert (now.name_en, now.abbreviation, now.type) == ("Office A", "OA", kind.code)
    assert now.province == "LA-LP"
    assert now.name_lo == edited.seen.name_lo
    told.refusals_expected = True
    number = room.model.number_of(edited.id)
    assert number is not None
    edit(room.model, number, "type", "no such thing")
    assert len(told.of("refusal")) == 1


def test_a_programme_is_made_dated_and_funded(window: Shell, store: Store, told: Told) -> None:
    window.go(Place("programmes"))
    room = window.room
    assert isinstance(room, ProgrammesRoom)
    type_text(room.new, "Rural Justice")
    QTest.keyClick(room.new, RETURN)
    made = next(p for p in programmes(store) if p.code == "Rural Justice")
    for key, text in (("first_day", "1/1/2026"), ("last_day", "31 December 2027"), ("code", "RJ")):
        number = room.model.number_of(made.id)
        assert number is not None
        edit(room.model, number, key, text)
    now = next(p for p in programmes(store) if p.id == made.id)
    assert (now.code, now.first_day, now.last_day) == (
        "RJ", date(2026, 1, 1), date(2027, 12, 31),
    )  # fmt: skip
    card = room.funders
    card.programme.setCurrentIndex(card.programme.findData(str(made.id)))
    type_text(card.new, "Fund F")
    QTest.keyClick(card.new, RETURN)
    (funder,) = next(p for p in programmes(store) if p.id == made.id).funders
    number = card.model.number_of(funder.id)
    assert number is not None
    edit(card.model, number, "visibility_en", "Made possible by F.")
    (funder,) = next(p for p in programmes(store) if p.id == made.id).funders
    assert funder.visibility_en == "Made possible by F."
    told.refusals_expected = True
    edit(room.model, 0, "first_day", "soon")
    assert [m.title for m in told.of("refusal")] == ["soon is not a date"]


def test_people_lead_to_those_entered_twice(window: Shell) -> None:
    window.go(Place("people"))
    assert isinstance(window.room, PeopleRoom)
    QTest.mouseClick(window.room.duplicates, LEFT)
    assert window.place.room == "duplicates"


def test_the_numbers_of_home_open_their_year(window: Shell) -> None:
    window.go(Place("home"))
    home = window.room
    assert isinstance(home, HomeRoom)
    assert home.state is not None
    assert [number.room for number in home.state.numbers] == ["reports"] * 4
    year = int(home.state.numbers[1].focus)
    (button,) = [
        b for b in home.findChildren(Button)
        if b.accessibleName() == home.state.numbers[1].name and b.isVisible()
    ]  # fmt: skip
    QTest.mouseClick(button, LEFT)
    assert isinstance(window.room, ReportsRoom)
    assert window.room.scope == Scope(date(year, 1, 1), date(year, 12, 31))
