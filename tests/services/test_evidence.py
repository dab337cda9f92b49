"""Pages that prove attendance: made anew without EXIF, tied to the marks of their half-day."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event
from workshopdesk.services import attendance, events, evidence, pictures, registrations
from workshopdesk.store import Store, open_store
from workshopdesk.store import tables as t

DAY = date(2026, 1, 5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "desk.wdb"), create=True)
    yield opened
    opened.close()


@pytest.fixture
def event(store: Store) -> Event:
    return events.create_event(store, code="E", title_lo="ກ", first_day=DAY, last_day=DAY)


def photo(folder: Path, wide: int = 3000, high: int = 200) -> Path:
    """A photograph that lies on its side and says where it was taken."""
    image = Image.new("RGB", (wide, high), "red")
    exif = image.getexif()
    exif[0x0112], exif[0x010F] = 6, "CAMERA OF SOMEONE"
    path = folder / "photo.jpg"
    image.save(path, exif=exif)
    return path


def test_a_photograph_is_small_upright_and_without_exif(tmp_path: Path) -> None:
    made = pictures.photograph(photo(tmp_path))
    again = Image.open(io.BytesIO(made.data))
    assert (again.format, again.size[1], made.media_type) == ("JPEG", 1600, "image/jpeg")
    assert again.size[0] < 200
    assert not again.getexif()
    assert b"SOMEONE" not in made.data


def test_a_logo_keeps_what_is_transparent(tmp_path: Path) -> None:
    path = tmp_path / "logo.webp"
    Image.new("RGBA", (1600, 900), (0, 0, 0, 0)).save(path)
    made = pictures.logo(path)
    again = Image.open(io.BytesIO(made.data))
    assert (again.format, again.size, again.mode) == ("PNG", (800, 450), "RGBA")
    assert again.getpixel((5, 5)) == (0, 0, 0, 0)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\nxxxx", b"hello" * 99])
def test_what_is_no_picture_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "thing.png"
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"thing\.png"):
        pictures.photograph(path)


def test_a_picture_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (20_000, 20_000)).save(path)
    assert path.stat().st_size < 200_000
    with pytest.raises(UserError):
        pictures.photograph(path)


def test_a_page_is_tied_to_the_marks_of_its_half_day(
    store: Store, event: Event, tmp_path: Path
) -> None:
    one = registrations.add_participant(store, event.id, "ສົມ ວົງໄຊ")
    attendance.set_marks(store, "E", {one: {1: Mark.PRESENT, 2: Mark.PRESENT}})
    page = evidence.add_page(store, event, 1, photo(tmp_path))
    with store.read() as reader:
        found = evidence.pages(reader, event)
        data = reader.content(page)
    assert {number: [k.id for k in kept] for number, kept in found.items()} == {1: [page]}
    assert data.startswith(b"\xff\xd8")
    with store.unit_of_work("look") as work:
        tied = {m.half_day: m.evidence_id for m in work.find(t.Attendance)}
    assert tied == {1: page, 2: None}
    evidence.remove_page(store, found[1][0])
    with store.read() as reader:
        assert evidence.pages(reader, event) == {}
        assert len(reader.attendance(event.id)) == 2
        did = reader.undoable(store.origin.author)
    assert did is not None
    store.undo(did.id)
    with store.read() as reader:
        assert [k.id for k in evidence.pages(reader, event)[1]] == [page]


def test_a_pdf_stays_as_it_is_and_must_be_one(store: Store, event: Event, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7 scanned")
    page = evidence.add_page(store, event, 2, path)
    with store.read() as reader:
        assert reader.content(page) == b"%PDF-1.7 scanned"
    path.write_bytes(b"MZ")
    with pytest.raises(UserError, match=r"scan\.pdf"):
        evidence.add_page(store, event, 2, path)
    with pytest.raises(UserError):
        evidence.add_page(store, event, 3, path)
