"""The report's page: texts, evaluation, photographs, what would be questioned, what was sent."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.windowed import Told

from workshopdesk.domain.event import Event
from workshopdesk.services import evaluation, people, photographs, registrations
from workshopdesk.services.registrations import Changes
from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.event_report.photographs import MIME
from workshopdesk.ui.event_report.view import EventReportRoom
from workshopdesk.ui.reports.view import ReportsRoom
from workshopdesk.ui.sending import Wanted
from workshopdesk.ui.shell import Shell

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: Shell, event_id: UUID) -> EventReportRoom:
    window.go(Place("event_report", event_id))
    assert isinstance(window.room, EventReportRoom)
    return window.room


def pictures(folder: Path, count: int) -> list[Path]:
    """So many small photographs."""
    paths = [folder / f"photograph-{n}.jpg" for n in range(count)]
    for n, path in enumerate(paths):
        Image.new("RGB", (60, 40 + n), "teal").save(path)
    return paths


def names(page: EventReportRoom) -> list[str]:
    """The photographs as they stand, top to bottom."""
    return [shown.kept.name for shown in page.texts.photographs.rows]


def test_charts_say_what_the_paper_says(page: EventReportRoom) -> None:
    page.page.button("charts").click()
    totals = [sum(bar.total for bar in v.chart.bars) for v in page.charts.views[:3] if v.chart]
    assert totals == [87, 87, 87]
    assert "Khammouane: 55" in page.charts.views[0].accessibleName()
    assert page.charts.views[3].chart is not None
    assert page.charts.views[3].chart.upright


def test_texts_are_kept_when_they_are_left(
    page: EventReportRoom, store: Store, event: Event
) -> None:
    page.show_page("texts")
    lessons = page.texts.texts["lessons_en"]
    lessons.setFocus()
    lessons.insertPlainText("Send papers earlier")
    page.texts.texts["summary_en"].setFocus()
    with store.read() as reader:
        assert reader.event(event.id).lessons_en == "Send papers earlier"


def test_answers_are_typed_or_pasted(
    page: EventReportRoom, store: Store, event: Event, told: Told
) -> None:
    page.show_page("texts")
    asked = page.texts.evaluation
    asked.new.setText("Were you content?")
    QTest.keyClick(asked.new, Qt.Key.Key_Return)
    form = page.texts.evaluation.forms[0]
    form.answers.setFocus()
    form.answers.insertPlainText("Very\t41\nRather: 12\nບໍ່ ໗")
    form.english.setFocus()
    with store.read() as reader:
        (question,) = reader.evaluation(event.id)
    assert question.answers == (("Very", 41), ("Rather", 12), ("ບໍ່", 7))
    assert form.chart.chart is not None
    assert [bar.total for bar in form.chart.chart.bars] == [41, 12, 7]
    told.refusals_expected = True
    form.answers.setFocus()
    form.answers.setPlainText("Very many")
    form.english.setFocus()
    assert [m.title for m in told.of("refusal")] == ["Line 1 has no number: Very many"]


def test_photographs_are_dropped_captioned_and_moved(
    page: EventReportRoom, store: Store, event: Event, tmp_path: Path, qtbot: QtBot
) -> None:
    page.show_page("texts")
    card = page.texts.photographs
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in pictures(tmp_path, 3)])
    drop(page, data, 10)
    first, second, third = (f"photograph-{n}.jpg" for n in range(3))
    qtbot.waitUntil(lambda: names(page) == [first, second, third])
    card.rows[0].english.setText("The opening")
    QTest.keyClick(card.rows[0].english, Qt.Key.Key_Return)
    with store.read() as reader:
        qtbot.waitUntil(lambda: caption(store, event) == "The opening")
        assert len(photographs.photographs(reader, event.id)) == 3
    QTest.keyClick(card.rows[0].thumbnail, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: names(page) == [second, first, third])
    QTest.mouseClick(card.rows[2].up, LEFT)
    qtbot.waitUntil(lambda: names(page) == [second, third, first])
    data = QMimeData()
    data.setData(MIME, QByteArray(card.rows[2].kept.id.bytes))
    drop(page, data, 0)
    qtbot.waitUntil(lambda: names(page) == [first, second, third])
    QTest.mouseClick(card.rows[1].away, LEFT)
    qtbot.waitUntil(lambda: names(page) == [first, third])
    page.desk.undo()
    qtbot.waitUntil(lambda: names(page) == [first, second, third])


def caption(store: Store, event: Event) -> str:
    """What stands below the first photograph."""
    with store.read() as reader:
        return photographs.photographs(reader, event.id)[0].caption_en


def drop(page: EventReportRoom, data: QMimeData, y: int) -> None:
    """Drop something on the photographs, so many pixels from their top."""
    action, none = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    page.texts.photographs.dropEvent(QDropEvent(QPointF(5, y), action, data, LEFT, none))


def test_what_would_be_questioned_opens_where_it_is_mended(
    window: Shell, page: EventReportRoom, store: Store, event: Event
) -> None:
    with store.read() as reader:
        row = reader.participants(event.id)[0]
    registrations.change_participants(store, [row.id], Changes(sex=""))
    page.desk.announce("participants")
    QTest.mouseClick(page.doubts, LEFT)
    entry = next(e for e in page.ready.entries if "Sex of 1 person" in e.accessibleName())
    entry.setFocus()
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert window.place == Place("participants", event.id)


def test_a_report_is_kept_as_sent_and_what_changed_is_told(
    window: Shell, page: EventReportRoom, store: Store, event: Event, tmp_path: Path
) -> None:
    evaluation.add_question(store, event, "", "Content?", [("Yes", 3)])
    QTest.mouseClick(page.send, LEFT)
    assert page.dialog is not None
    page.dialog.recipient.setText("Meridian Fund")
    page.dialog.language.choose("en")
    QTest.mouseClick(page.dialog.keep, LEFT)
    (card,) = page.sent.cards
    assert card.version.headline == ""
    assert "Meridian Fund" in card.version.detail
    assert [file.name.rsplit(".")[-1] for file in card.version.sent.files] == ["pdf", "xlsx"]
    with store.read() as reader:
        ids = [p.person_id for p in reader.participants(event.id)[:2]]
    assert ids[0] is not None
    assert ids[1] is not None
    people.merge(store, ids[0], ids[1])
    page.desk.announce("people")
    (card,) = page.sent.cards
    assert card.version.headline.startswith("Since sent: −1 person (merged)")
    assert any("Merge" in line for line in card.version.log)
    page.sent.save_to(card.version.sent.files[0], tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes().startswith(b"%PDF")
    window.go(Place("reports"))
    reports = window.room
    assert isinstance(reports, ReportsRoom)
    reports.show_page("sent")
    assert len(reports.sent.panel.cards) == 1
    reports.sent.keep_now(Wanted("", (), workbook=True))
    assert len(reports.sent.panel.cards) == 2
    QTest.mouseClick(reports.sent.panel.cards[-1].title, LEFT)
    assert window.place in (Place("event_report", event.id), Place("reports"))
