"""Indicators are taken from ready sets, edited in plain words and given targets, on the screen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from workshopdesk.domain.counting import Rule, Unit
from workshopdesk.domain.indicators import Breakdown, Indicator
from workshopdesk.services import indicators
from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.programmes.indicator_dialog import IndicatorDialog
from workshopdesk.ui.programmes.indicators import IndicatorsCard
from workshopdesk.ui.programmes.view import ProgrammesRoom
from workshopdesk.ui.shell import Shell

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def card(window: Shell) -> IndicatorsCard:
    window.go(Place("programmes", focus="indicators"))
    assert isinstance(window.room, ProgrammesRoom)
    assert window.room.indicators.isVisible()
    return window.room.indicators


def stored(store: Store) -> dict[str, Indicator]:
    with store.read() as reader:
        return {one.code: one for one in reader.indicators()}


def edit(card: IndicatorsCard, code: str) -> IndicatorDialog:
    number = [one.code for one in card.model.visible].index(code)
    card.table.selectRow(number)
    QTest.mouseClick(card.edit, LEFT)
    return card.editor


def test_a_ready_set_is_taken_and_taken_back(
    window: Shell, card: IndicatorsCard, store: Store
) -> None:
    QTest.mouseClick(card.ready, LEFT)
    said = [w.text() for w in card.sets.findChildren(type(card.sets.buttons["eu-results"]))]
    assert len(said) > len(indicators.ready_sets())
    QTest.mouseClick(card.sets.buttons["eu-results"], LEFT)
    assert {one.code for one in card.model.visible} == {"EU-1", "EU-2"} == set(stored(store))
    window.desk.undo()
    assert not card.model.visible


def test_an_indicator_is_edited_in_plain_words(
    window: Shell, card: IndicatorsCard, store: Store
) -> None:
    card.add_set("eu-results")
    dialog = edit(card, "EU-1")
    dialog.form.rule.choose(str(Rule.SHARE))
    dialog.form.rule.picked.emit(str(Rule.SHARE))
    dialog.form.share.setText("80")
    dialog.form.hours.setText("15")
    dialog.form.roles_out.turn("driver")
    dialog.form.primary.click()
    line = dialog.targets[-1]
    for field, text in ((line.first, "1/1/2025"), (line.last, "31/12/2025"), (line.value, "60")):
        field.setText(text)
    before = stored(store)["EU-1"].definition.count
    QTest.mouseClick(dialog.save, LEFT)
    assert not dialog.isVisible()
    one = stored(store)["EU-1"]
    count = one.definition.count
    assert (count.unit, count.rule, count.share) == (Unit.PERSON, Rule.SHARE, 80)
    assert (count.minimum_minutes, count.primary_only) == (900, True)
    assert count.roles_out == before.roles_out ^ {"driver"}
    [target] = one.targets
    assert (target.first_day, target.last_day) == (date(2025, 1, 1), date(2025, 12, 31))
    assert target.value == Decimal(60)
    window.desk.undo()
    assert stored(store)["EU-1"].targets == ()
    assert stored(store)["EU-1"].definition.count == before


def test_what_cannot_be_is_said_beside_its_field(card: IndicatorsCard, store: Store) -> None:
    card.add_set("eu-results")
    before = stored(store)["EU-1"]
    dialog = edit(card, "EU-1")
    dialog.form.bands.setText("15, 3")
    dialog.form.hours.setText("many")
    QTest.mouseClick(dialog.save, LEFT)
    assert dialog.isVisible()
    shown = {key for key, asked in dialog.form.asked.items() if asked.problem.text()}
    assert shown == {"age_bands", "minimum_hours"}
    dialog.form.bands.setText("0, 18")
    dialog.form.hours.setText("0")
    line = dialog.targets[-1]
    line.first.setText("1/1/2025")
    line.last.setText("1/1/2024")
    line.value.setText("5")
    QTest.mouseClick(dialog.save, LEFT)
    assert "before" in line.problem.text()
    assert stored(store)["EU-1"] == before
    line.last.setText("1/1/2026")
    QTest.mouseClick(dialog.save, LEFT)
    assert not dialog.isVisible()
    assert stored(store)["EU-1"].definition.count.age_bands == (0, 18)


def test_tables_and_targets_come_and_go(card: IndicatorsCard, store: Store) -> None:
    card.open_editor(None)
    dialog = card.editor
    QTest.mouseClick(dialog.save, LEFT)
    assert dialog.code_asked.problem.text()
    dialog.code.setText("OWN")
    dialog.name_en.setText("Our own")
    dialog._add_breakdown(Breakdown((), required=False))
    QTest.mouseClick(dialog.save, LEFT)
    assert dialog.breakdown_problem.isVisibleTo(dialog)
    dialog.breakdowns[0].dimensions.turn("province")
    dialog.breakdowns[0].dimensions.turn("sex")
    QTest.mouseClick(dialog.save, LEFT)
    [breakdown] = stored(store)["OWN"].definition.breakdowns
    assert set(map(str, breakdown.dimensions)) == {"province", "sex"}
    indicators.set_target(
        store, stored(store)["OWN"], date(2025, 1, 1), date(2025, 6, 30), Decimal(5)
    )
    card._show()
    dialog = edit(card, "OWN")
    dialog.targets[0].value.clear()
    QTest.mouseClick(dialog.save, LEFT)
    assert stored(store)["OWN"].targets == ()
    card.table.selectRow(0)
    QTest.mouseClick(card.remove, LEFT)
    assert stored(store) == {}
