"""The designer by mouse and keys: what is dragged on the page is what is printed."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
)
from tests.documents import reading
from tests.windowed import Told

from workshopdesk.documents import design as d
from workshopdesk.services import certificate_templates as services
from workshopdesk.services.papers import paper_bytes
from workshopdesk.store import Store
from workshopdesk.ui.asking import Confirm
from workshopdesk.ui.designer.view import DesignerRoom
from workshopdesk.ui.desk import Place
from workshopdesk.ui.papers.view import PapersRoom
from workshopdesk.ui.shell import Shell

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def room(window: Shell, event_id: UUID) -> DesignerRoom:
    """The designer of the training's certificates, on the usual Lao template."""
    window.go(Place("designer", event_id))
    found = window.room
    assert isinstance(found, DesignerRoom)
    QApplication.processEvents()
    return found


def place_of(room: DesignerRoom, text: str) -> int:
    """Which layer has this text."""
    return next(n for n, x in enumerate(room.editing.layers) if getattr(x, "text", "") == text)


def box(room: DesignerRoom, text: str) -> d.Box:
    return room.editing.layers[place_of(room, text)].box


def at(room: DesignerRoom, x: float, y: float) -> QPoint:
    return room.canvas.point_of(x, y).toPoint()


def move_to(room: DesignerRoom, point: QPoint) -> None:
    view = room.canvas.viewport()
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove, point, view.mapToGlobal(point), LEFT, LEFT, NONE
    )
    QApplication.sendEvent(view, event)


def drag(
    room: DesignerRoom, start: tuple[float, float], end: tuple[float, float]
) -> tuple[float | None, float | None]:
    """Press, move and let go; gives the guides shown at the end."""
    view = room.canvas.viewport()
    QTest.mousePress(view, LEFT, NONE, at(room, *start))
    for part in (0.4, 1.0):
        move_to(room, at(room, *(a + (b - a) * part for a, b in zip(start, end, strict=True))))
    guides = room.canvas.guides
    QTest.mouseRelease(view, LEFT, NONE, at(room, *end))
    return guides


def test_a_text_is_dragged_and_printed_there(
    room: DesignerRoom, store: Store, event_id: UUID
) -> None:
    before = box(room, "{name}")
    drag(room, (148, 84), (168, 94))
    now = box(room, "{name}")
    assert 17 < now.x - before.x < 23
    assert 7 < now.y - before.y < 13
    assert room.editing.changed
    QTest.mouseClick(room.use, LEFT)
    key = services.chosen(store, event_id)
    assert key is not None
    with store.read() as reader:
        code = reader.event(event_id).code
    stored = next(t for t in services.templates(store) if t.id == key)
    assert stored.design.layers == room.editing.layers
    content = paper_bytes(store, code, "certificates", "lo", "pdf", issue=False)
    assert len(reading.pages(content)) == 87
    assert not room.editing.changed


def test_dragging_near_the_middle_snaps_and_shows_the_guide(room: DesignerRoom) -> None:
    room.editing.choose([place_of(room, "{name}")])
    room.editing.move(30, 0)
    room.canvas.edited.emit()
    guides = drag(room, (178, 84), (148.9, 84))
    assert guides[0] == pytest.approx(148.5)
    moved = box(room, "{name}")
    assert moved.x + moved.width / 2 == pytest.approx(148.5)


def test_a_handle_makes_it_wider(room: DesignerRoom) -> None:
    before = box(room, "{name}")
    view = room.canvas.viewport()
    QTest.mouseClick(view, LEFT, NONE, at(room, 148, 84))
    assert room.editing.chosen == (place_of(room, "{name}"),)
    drag(room, (before.right, before.y + before.height / 2), (before.right + 20, before.y))
    now = box(room, "{name}")
    assert (now.x, now.y, now.height) == (before.x, before.y, before.height)
    assert 17 < now.width - before.width < 23


def test_a_band_takes_several_and_they_are_aligned(room: DesignerRoom) -> None:
    drag(room, (21, 148), (62, 188))
    assert [room.editing.layers[n].kind for n in room.editing.chosen] == ["code"]
    room.canvas.setFocus()
    QTest.keyClick(room.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(room.editing.chosen) == len(room.editing.layers) - 1  # the border is locked
    room._align("left")
    assert len({room.editing.layers[n].box.x for n in room.editing.chosen}) == 1


def test_the_keys_of_the_page(room: DesignerRoom) -> None:
    before = box(room, "{name}")
    count = len(room.editing.layers)
    QTest.mouseClick(room.canvas.viewport(), LEFT, NONE, at(room, 148, 84))
    QTest.keyClick(room.canvas, Qt.Key.Key_Right)
    QTest.keyClick(room.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    now = box(room, "{name}")
    assert now.x - before.x == pytest.approx(1)
    assert now.y - before.y == pytest.approx(5)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(room.canvas, Qt.Key.Key_D, control)
    assert len(room.editing.layers) == count + 1
    QTest.keyClick(room.canvas, Qt.Key.Key_Delete)
    assert len(room.editing.layers) == count
    for _step in range(4):
        QTest.keyClick(room.canvas, Qt.Key.Key_Z, control)
    assert box(room, "{name}") == before
    assert not room.editing.changed
    QTest.keyClick(room.canvas, Qt.Key.Key_PageUp)
    assert len(room.editing.chosen) == 1


def test_after_the_last_step_here_undo_takes_back_what_was_saved(
    room: DesignerRoom, store: Store, event_id: UUID
) -> None:
    QTest.mouseClick(room.use, LEFT)
    assert services.chosen(store, event_id) is not None
    room.canvas.setFocus()
    QTest.keyClick(room.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert services.chosen(store, event_id) is None


def test_words_font_and_box_in_the_panel(room: DesignerRoom) -> None:
    QTest.mouseClick(room.canvas.viewport(), LEFT, NONE, at(room, 148, 84))
    panel = room.properties
    panel.text.setFocus()
    panel.text.selectAll()
    panel.text.insertPlainText("ທ່ານ ")
    panel.insert("unit")
    n = place_of(room, "ທ່ານ {unit}")
    family = next(x for x in panel.findChildren(QComboBox) if x.accessibleName() == "Font")
    family.setCurrentIndex(family.findData("phetsarath"))
    family.activated.emit(family.currentIndex())
    left = panel.box["x"]
    left.setFocus()
    left.selectAll()
    QTest.keyClicks(left, "12,5")
    QTest.keyClick(left, Qt.Key.Key_Return)
    QTest.keyClick(left, Qt.Key.Key_Up)
    layer = room.editing.layers[n]
    assert isinstance(layer, d.TextLayer)
    assert (layer.family, layer.box.x) == ("phetsarath", 13.5)


def test_the_list_of_layers_hides_locks_and_lifts(room: DesignerRoom) -> None:
    listed = room.layers
    listed.list.setCurrentRow(0)
    top = len(room.editing.layers) - 1
    assert room.editing.chosen == (top,)
    QTest.mouseClick(listed.hide_button, LEFT)
    assert room.editing.layers[top].hidden
    QTest.mouseClick(listed.lock, LEFT)
    assert room.editing.layers[top].locked
    assert not listed.bin.isEnabled()
    QTest.mouseClick(listed.down, LEFT)
    assert room.editing.layers[top - 1].hidden
    assert room.editing.chosen == (top - 1,)


def test_a_scan_of_thirty_megapixels_becomes_small(room: DesignerRoom, tmp_path: Path) -> None:
    path = tmp_path / "seal.jpg"
    Image.new("RGB", (6000, 5000), "#B8893B").save(path, quality=30)
    room.take_picture(path)
    layer = room.editing.layers[-1]
    assert isinstance(layer, d.PictureLayer)
    data = room.editing.design.pictures[layer.picture]
    assert len(data) < 200_000
    QTest.mouseClick(room.save, LEFT)
    assert not room.editing.changed


def test_a_field_nobody_knows_is_told_with_its_layer(room: DesignerRoom, told: Told) -> None:
    told.refusals_expected = True
    room.editing.choose([place_of(room, "{name}")])
    room.editing.set(text="{salary}")
    room.canvas.edited.emit()
    QTest.mouseClick(room.save, LEFT)
    (message,) = told.of("refusal")
    assert "layer" in message.text
    assert "{salary}" in message.text
    assert room.editing.changed


def test_files_go_out_and_come_in_and_bad_ones_are_refused(
    room: DesignerRoom, told: Told, tmp_path: Path
) -> None:
    path = tmp_path / "a.wdcert"
    room.export_to(path)
    layers = room.editing.layers
    room._begin()
    assert room.editing.layers == ()
    room.import_from(path)
    assert room.editing.layers == layers
    assert room.editing.changed
    told.refusals_expected = True
    path.write_text(
        path.read_text(encoding="utf-8").replace('"serif"', '"Comic"'), encoding="utf-8"
    )
    room.import_from(path)
    assert "the font “Comic” is not here" in told.of("refusal")[0].text
    assert room.editing.layers == layers


def test_another_template_is_not_taken_over_unsaved_steps_unasked(room: DesignerRoom) -> None:
    room.editing.choose([place_of(room, "{name}")])
    room.editing.move(3, 0)
    room.canvas.edited.emit()
    layers = room.editing.layers
    room._pick("1")
    (asked,) = room.findChildren(Confirm)
    assert room.editing.layers == layers
    QTest.mouseClick(asked.verb, LEFT)
    assert room.editing.layers == services.ready()[1].design.layers
    room.copy_from(services.ready()[2])
    assert len(room.editing.chosen) == len(services.ready()[2].design.layers)


def test_templates_of_ones_own_are_kept_beside_each_other_and_removed(
    room: DesignerRoom, store: Store
) -> None:
    QTest.mouseClick(room.save, LEFT)
    QTest.mouseClick(room.save_new, LEFT)
    own = [t.name for t in services.templates(store) if t.id is not None]
    assert len(own) == len(set(own)) == 2
    room.remove()
    assert len([t for t in services.templates(store) if t.id is not None]) == 1


def test_preview_zoom_and_the_page_turned(room: DesignerRoom) -> None:
    percent = room.canvas.percent
    QTest.mouseClick(room.larger, LEFT)
    assert room.canvas.percent > percent
    QTest.mouseClick(room.fit, LEFT)
    assert room.canvas.percent == percent
    QTest.mouseClick(room.way.button("preview"), LEFT)
    assert room.canvas.bare
    room._turn_page()
    assert not room.editing.design.landscape
    assert all(layer.box.right <= 210.01 for layer in room.editing.layers)


def test_it_opens_from_the_papers_and_leads_back(window: Shell, event_id: UUID) -> None:
    window.go(Place("papers", event_id))
    papers = window.room
    assert isinstance(papers, PapersRoom)
    assert not papers.design.isVisible()
    papers.reveal("certificates")
    QTest.mouseClick(papers.design, LEFT)
    found = window.room
    assert isinstance(found, DesignerRoom)
    QTest.mouseClick(found.back, LEFT)
    assert window.room is papers
    assert papers.paper is not None
    assert papers.paper.kind == "certificates"


def test_it_opens_from_the_settings_too(window: Shell) -> None:
    window.go(Place("settings"))
    button = next(
        b for b in window.findChildren(QAbstractButton) if "Look of certificates" in b.text()
    )
    button.click()
    found = window.room
    assert isinstance(found, DesignerRoom)
    assert not found.use.isVisible()


def test_everything_that_is_used_has_a_name(room: DesignerRoom) -> None:
    kinds = (QLineEdit, QComboBox, QAbstractButton, QAbstractItemView, QPlainTextEdit)
    for layer in range(len(room.editing.layers)):
        room.editing.choose([layer])
        room.canvas.chosen.emit()
        for kind in kinds:
            for widget in room.findChildren(kind):
                of_qt = isinstance(widget.parentWidget(), QComboBox | QScrollBar)
                of_qt = of_qt or widget.objectName().startswith("qt_")
                of_qt = of_qt or widget.inherits("QComboBoxListView")
                said = widget.accessibleName()
                if isinstance(widget, QAbstractButton):
                    said = said or widget.text()
                assert said or of_qt, widget
