"""The papers page: looking at certificates gives out no number, saving them does."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pypdfium2

from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.papers.view import PapersRoom
from workshopdesk.ui.shell import Shell


def issued(store: Store, event_id: UUID) -> list[str]:
    with store.read() as reader:
        return sorted(c.number for c in reader.certificates(event_id))


def test_looking_issues_nothing_and_saving_does(
    window: Shell, store: Store, event_id: UUID, tmp_path: Path
) -> None:
    window.go(Place("papers", event_id))
    room = window.room
    assert isinstance(room, PapersRoom)
    room.reveal("certificates")
    assert room.paper is not None
    assert room.paper.kind == "certificates"
    assert room.pages is not None
    assert room.pages.count == 87
    assert issued(store, event_id) == []
    target = tmp_path / "certificates.pdf"
    room.save_to(target, "pdf")
    assert len(issued(store, event_id)) == 87
    assert len(pypdfium2.PdfDocument(target)) == 87
    assert target.read_bytes() == room.pages.pdf
    room.save_to(target, "pdf")
    assert len(set(issued(store, event_id))) == 87
