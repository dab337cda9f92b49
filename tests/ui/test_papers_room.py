"""The papers page: looking at certificates gives out no number, saving them does."""

from __future__ import annotations

from dataclasses import replace
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


def papers_room(window: Shell, event_id: UUID, kind: str) -> PapersRoom:
    window.go(Place("papers", event_id, kind))
    room = window.room
    assert isinstance(room, PapersRoom)
    return room


def test_whom_a_paper_is_for_is_chosen(window: Shell, event_id: UUID) -> None:
    room = papers_room(window, event_id, "badges")
    assert room.pages is not None
    everyone = room.pages.count
    assert room.state is not None
    unit = max(room.state.units(), key=lambda u: len(room.state.of_unit(u)) if room.state else 0)
    few = room.state.of_unit(unit)
    room.options.choose_people(sorted(few)[:3])
    assert room.pages.count == 1 < everyone
    room.options.people.choose(f"unit:{unit}")
    assert room.options.options.only == few
    window.speak("lo")
    assert room.options.options.only == few
    room.tiles.choose("agenda")
    assert not room.options.isVisible()


def test_blank_rows_of_the_sign_in_sheet_are_chosen(window: Shell, event_id: UUID) -> None:
    room = papers_room(window, event_id, "sign-in-sheet")
    assert room.pages is not None
    usual = room.pages.count
    room.options.blanks.choose("30")
    room.options.changed.emit()
    assert room.pages.count > usual


def test_the_next_paper_is_there_when_it_is_chosen(window: Shell, event_id: UUID) -> None:
    room = papers_room(window, event_id, "sign-in-sheet")
    assert any("participant-list" in wanted for wanted in room._ready)


def test_all_papers_become_one_pdf_in_printing_order(
    window: Shell, event_id: UUID, tmp_path: Path
) -> None:
    room = papers_room(window, event_id, "agenda")
    assert room.pages is not None
    assert room.state is not None
    few = tuple(p for p in room.state.papers if p.kind in ("agenda", "group-lists"))
    room.state = replace(room.state, papers=few)
    alone = room.pages.count
    target = tmp_path / "all.pdf"
    room.save_all_to(target, one_file=True)
    whole = pypdfium2.PdfDocument(target)
    assert len(whole) > alone
    assert whole[0].get_size() == pypdfium2.PdfDocument(room.pages.pdf)[0].get_size()
