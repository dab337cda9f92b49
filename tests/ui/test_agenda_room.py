"""The agenda by hand: dragged, stretched, typed as lines, pasted, mended; by mouse and by keys."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from uuid import UUID

import icalendar
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.windowed import Told, type_text

from workshopdesk.domain.agenda import Session, SessionKind
from workshopdesk.domain.event import Event
from workshopdesk.services import agenda
from workshopdesk.store import Store
from workshopdesk.ui.agenda.card import SessionCard
from workshopdesk.ui.agenda.view import AgendaRoom
from workshopdesk.ui.desk import Place
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.widgets.buttons import Button

Key = Qt.Key
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def room(window: Shell, event_id: UUID, qtbot: QtBot) -> AgendaRoom:
    window.go(Place("agenda", event_id))
    shown = window.room
    assert isinstance(shown, AgendaRoom)
    qtbot.waitUntil(lambda: shown.grid.cards[0].width() > 60)
    return shown


def sessions(store: Store, event_id: UUID) -> tuple[Session, ...]:
    with store.read() as reader:
        return reader.sessions(event_id)


def card_of(room: AgendaRoom, session: Session) -> SessionCard:
    return next(c for c in room.grid.cards if c.card.session.id == session.id)


def drag(
    card: SessionCard, by: QPoint, *, foot: bool = False, held: Qt.KeyboardModifier = NONE
) -> None:
    """Press, move in two steps, let go."""
    hold = QPoint(30, card.height() - 2 if foot else 10)
    QTest.mousePress(card, LEFT, NONE, hold)
    at = card.mapToGlobal(hold)
    for part in (by / 2, by):
        QTest.mouseMove(card, card.mapFromGlobal(at + part))
    QTest.mouseRelease(card, LEFT, held, card.mapFromGlobal(at + by))


def test_a_session_goes_to_another_day_with_the_mouse(
    room: AgendaRoom, store: Store, event: Event
) -> None:
    first = sessions(store, event.id)[0]
    card = card_of(room, first)
    drag(card, QPoint(room.grid.width() // 2, 32))
    after = next(s for s in sessions(store, event.id) if s.id == first.id)
    assert after.day == event.days[1]
    assert after.minutes == first.minutes
    assert after.start == time(8, 30)


def test_escape_lets_go_and_the_ghost_shows_the_time(
    room: AgendaRoom, store: Store, event_id: UUID
) -> None:
    before = sessions(store, event_id)
    card = card_of(room, before[0])
    hold = QPoint(30, 10)
    QTest.mousePress(card, LEFT, NONE, hold)
    QTest.mouseMove(card, hold + QPoint(0, 33))
    assert card.time == "08:30–09:00"
    assert card.time.endswith(("0", "5"))
    QTest.keyClick(card, Key.Key_Escape)
    assert card.time == ""
    QTest.mouseRelease(card, LEFT, NONE, hold + QPoint(0, 33))
    assert sessions(store, event_id) == before


def test_stretching_with_shift_moves_what_follows(
    room: AgendaRoom, store: Store, event_id: UUID, window: Shell
) -> None:
    first, second = sessions(store, event_id)[:2]
    assert first.end == second.start
    drag(card_of(room, first), QPoint(0, 16), foot=True, held=SHIFT)
    after = {s.id: s for s in sessions(store, event_id)}
    assert after[first.id].minutes == first.minutes + 15
    assert after[second.id].start == after[first.id].end
    assert "Move session" in window.desk.step("undo")
    window.desk.undo()
    assert {s.id: s.start for s in sessions(store, event_id)}[second.id] == second.start


def test_a_place_on_the_grid_is_double_clicked(
    room: AgendaRoom, store: Store, event: Event, qtbot: QtBot
) -> None:
    body = room.grid.area.widget()
    assert body is not None
    left, width = room.grid.cards[-1].x(), room.grid.cards[-1].width()
    QTest.mouseDClick(body, LEFT, NONE, QPoint(left + width // 2, body.height() - 8))
    (new,) = [s for s in sessions(store, event.id) if s.title_lo == "New session"]
    assert (new.day, new.minutes, new.start.minute % 15) == (event.days[1], 30, 0)
    qtbot.waitUntil(room.editor.title_lo.hasFocus)


def test_lines_are_typed_fast(room: AgendaRoom, store: Store, event: Event) -> None:
    """Clock, Tab, topic, Tab, who, Enter: a session; the clock goes on."""
    QTest.mouseClick(room.looks.button("list"), LEFT)
    day = event.days[1]
    line = room.lines.new_line(day)
    clock = line.fields["time"]
    clock.setFocus()
    assert clock.text() == "16:30-"
    type_text(clock, "17")
    QTest.keyClick(clock, Key.Key_Tab)
    assert line.fields["title"].hasFocus()
    type_text(line.fields["title"], "ຖາມ-ຕອບ")
    QTest.keyClick(line.fields["title"], Key.Key_Tab)
    type_text(line.fields["people"], "ບຸນມີ")
    QTest.keyClick(line.fields["people"], Key.Key_Return)
    made = sessions(store, event.id)[-1]
    assert (made.start, made.end, made.title_lo) == (time(16, 30), time(17), "ຖາມ-ຕອບ")
    assert made.kind is SessionKind.DISCUSSION
    assert made.parts[0].text_lo == "ບຸນມີ"
    assert clock.hasFocus()
    assert clock.text() == "17:00-"
    assert line.fields["title"].text() == ""


@pytest.mark.parametrize("typed", ["8h-9h15", "໘.໐໐-໙.໑໕", "8:00-9:15"])
def test_the_clock_of_a_line_is_changed(
    room: AgendaRoom, store: Store, event: Event, typed: str
) -> None:
    room.show_as("list")
    first = sessions(store, event.id)[0]
    line = next(n for n in room.lines.lines if n.session and n.session.id == first.id)
    field = line.fields["time"]
    line.focus_on("time")
    type_text(field, typed)
    QTest.keyClick(field, Key.Key_Return)
    after = next(s for s in sessions(store, event.id) if s.id == first.id)
    assert (after.start, after.end) == (time(8), time(9, 15))


def test_what_is_no_time_is_told(room: AgendaRoom, store: Store, event: Event, told: Told) -> None:
    told.refusals_expected = True
    room.show_as("list")
    line = room.lines.new_line(event.days[0])
    for key, text in (("time", "soon"), ("title", "ຫົວຂໍ້")):
        line.fields[key].setText(text)
    QTest.keyClick(line.fields["title"], Key.Key_Return)
    assert told.of("refusal")
    assert all(s.title_lo != "ຫົວຂໍ້" for s in sessions(store, event.id))


def test_rows_are_pasted_into_a_line(room: AgendaRoom, store: Store, event: Event) -> None:
    room.show_as("list")
    before = len(sessions(store, event.id))
    QGuiApplication.clipboard().setText("17:00-17:30\tສະຫຼຸບ\n17:30-18:00\tພັກ\n")
    line = room.lines.new_line(event.days[1])
    line.focus_on("time")
    opened: list[object] = []
    plain = room.import_from

    def confirm(source: Path | str) -> object:
        dialog = plain(source)
        assert dialog is not None
        opened.extend(dialog.model.all_rows)
        QTest.mouseClick(dialog.confirm, LEFT)
        return dialog

    room.import_from = confirm  # type: ignore[method-assign, assignment]  # confirms at once
    QTest.keyClick(line.fields["time"], Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(opened) == 2
    after = sessions(store, event.id)
    assert len(after) == before + 2
    assert [(s.day, s.title_lo) for s in after[-2:]] == [
        (event.days[1], "ສະຫຼຸບ"), (event.days[1], "ພັກ"),
    ]  # fmt: skip


def buttons(room: AgendaRoom, words: str) -> list[Button]:
    """The buttons now shown among the warnings."""
    QApplication.processEvents()  # what was just made is shown in the next turn
    every = room.alarms.findChildren(Button)
    return [button for button in every if button.text() == words and not button.isHidden()]


def test_whoever_is_free_takes_over(room: AgendaRoom, store: Store, event: Event) -> None:
    with store.read() as reader:
        person = reader.participants(event.id)[3]
    for title in ("ຫ້ອງ 1", "ຫ້ອງ 2"):
        agenda.add_session(
            store, event.id, day=event.days[1], start=time(17), end=time(18), title_lo=title,
            people=[person.name],
        )  # fmt: skip
    room.load()
    alarm = next(a for a in room.state.warnings if a.key[0] == "person") if room.state else None
    assert alarm is not None
    room.reveal(str(alarm.session.id))
    choose = buttons(room, "Choose")
    assert len(choose) == len(alarm.offers) > 0
    QTest.mouseClick(choose[0], LEFT)
    changed = next(s for s in sessions(store, event.id) if s.id == alarm.session.id)
    assert changed.parts[0].text_lo == (alarm.offers[0].people or ("",))[0] != person.name
    assert room.state is not None
    assert all(a.key[0] != "person" for a in room.state.warnings)


def test_a_warning_is_left_as_it_is(room: AgendaRoom) -> None:
    assert room.state is not None
    count = len(room.state.warnings)
    assert count
    leave = buttons(room, "Leave as it is")
    QTest.mouseClick(leave[0], LEFT)
    if count == 1:
        assert room.alarm.isHidden()
    else:
        assert room.alarm.text().endswith(str(count - 1))


def test_the_calendar_file_is_written(
    room: AgendaRoom, store: Store, event_id: UUID, tmp_path: Path
) -> None:
    path = tmp_path / "agenda.ics"
    room.write_calendar(path)
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert len(calendar.walk("VEVENT")) == len(sessions(store, event_id))
