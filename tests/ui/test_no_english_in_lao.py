"""In Lao every word of the window is Lao: Latin letters are names, codes and key names only."""

from __future__ import annotations

import re
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from workshopdesk.ui.desk import Place
from workshopdesk.ui.navigation import MAIN, PAGES
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.tables import TableModel

EVENT_ROOMS = [room for room, _words, _icon in PAGES]
ROOMS = [*(room for room, _words, _icon in MAIN), *EVENT_ROOMS, "start", "settings"]
# Names and signs that stand in Latin letters in Lao texts too.
LATIN = re.compile(
    r"WorkshopDesk|English|PDF|Excel|Ctrl|Shift|Enter|Space|Alt|Esc|Tab|CEGGA(-II)?|HELVETAS|"
    r"[A-Z]+-20\d\d|A4|mm|km|xlsx|csv|QR|USB|TLS|Up|Down|USD|PostgreSQL|db\.example\.la|\bII\b"
)
WORD = re.compile(r"[A-Za-z]{2,}")


def said_by(shown: QWidget) -> set[str]:
    """Every text a widget and its children say, aloud or on the screen; typed data left out."""
    said: set[str] = set()
    for widget in [shown, *shown.findChildren(QWidget)]:
        said.add(widget.accessibleName())
        said.add(widget.toolTip())
        if isinstance(widget, (QLabel, QAbstractButton)):
            said.add(widget.text())
        if isinstance(widget, QLineEdit):
            said.add(widget.placeholderText())
    for model in shown.findChildren(TableModel):
        across = Qt.Orientation.Horizontal
        said |= {str(model.headerData(n, across) or "") for n in range(len(model.columns))}
    return said


def test_no_english_is_left(window: Shell, event_id: UUID) -> None:
    window.speak("lo")
    with window.desk.store.read() as reader:
        data = {e.title_en for e in reader.events()} | {e.venue_en for e in reader.events()}
        for programme in reader.programmes():
            data |= {programme.name_en, *(f.name_en for f in programme.funders)}
    left: set[tuple[str, str]] = set()
    for room in ROOMS:
        window.go(Place(room, event_id if room in EVENT_ROOMS else None))
        assert window.room is not None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        for text in said_by(window.room) | said_by(window.rail) | said_by(window.status):
            if text not in data and WORD.search(LATIN.sub("", text)):
                left.add((room, text))
    assert not left, sorted(left)
