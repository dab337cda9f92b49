"""The file itself: same input same bytes, things written once, flat memory, refusals, metadata."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.documents.typeset.sentences import LETTERS, NAMES, PARAGRAPHS

from workshopdesk import i18n
from workshopdesk.documents import typeset
from workshopdesk.documents.typeset import clusterfont, fonts, sfnt, shaping
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.progress import Cancelled
from workshopdesk.settings import resource

STYLE = typeset.TextStyle("sans", 12)
REGULAR = resource("fonts/noto-sans-lao/NotoSansLao_400Regular.ttf")


def _picture(mode: str = "RGBA", kind: str = "PNG") -> bytes:
    picture = Image.new(mode, (40, 30))
    for x in range(40):
        for y in range(30):
            colour = (6 * x, 8 * y, (x * y) % 256, min(255, 9 * x))
            picture.putpixel((x, y), colour[: len(mode)] if len(mode) > 1 else colour[0])
    out = BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def _pages(count: int) -> Iterator[typeset.Page]:
    for i in range(count):
        items: list[typeset.Item] = [
            typeset.UseForm("art"),
            typeset.Text(60, 100, f"{NAMES[i % len(NAMES)]} {i}", STYLE),
            *typeset.paragraph(PARAGRAPHS[i % 2], 60, 140, 400, STYLE, 20),
        ]
        yield typeset.Page(*typeset.A4, items)


def _document(count: int, **more: object) -> typeset.Document:
    art = typeset.Form(
        *typeset.A4,
        (
            typeset.Path(
                (("M", 10, 10), ("C", 20, 0, 30, 0, 40, 10), ("Z",)), stroke=typeset.BLACK
            ),
            typeset.Image("logo", 20, 20, 40, 30),
            typeset.Image("logo", 300, 20, 40, 30),
        ),
    )
    return typeset.Document(
        "ໃບຢັ້ງຢືນ & <ທົດລອງ>",
        "lo",
        _pages(count),
        forms={"art": art},
        images={"logo": _picture()},
        **more,  # type: ignore[arg-type]  # the caller's own keywords
    )


def test_same_input_same_bytes() -> None:
    first = typeset.render(_document(20))
    shaping.shaper.cache_clear()
    assert typeset.render(_document(20)) == first
    assert typeset.render(_document(21)) != first


def test_title_language_author_and_time() -> None:
    made = datetime(2025, 9, 16, 8, 30, tzinfo=UTC)
    pdf = typeset.render(_document(1, author="ສະພາ", subject="ກອງປະຊຸມ", created=made))
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        assert document.metadata["title"] == "ໃບຢັ້ງຢືນ & <ທົດລອງ>"
        assert document.metadata["author"] == "ສະພາ"
        assert document.metadata["subject"] == "ກອງປະຊຸມ"
        assert document.metadata["creationDate"] == "D:20250916083000Z"
        assert document.language == "lo"
        xmp = document.get_xml_metadata()
        assert "ໃບຢັ້ງຢືນ &amp; &lt;ທົດລອງ&gt;" in xmp
        assert "2025-09-16T08:30:00Z" in xmp
    assert b"CreationDate" not in typeset.render(_document(1))


def test_art_pictures_and_fonts_are_written_once() -> None:
    with pymupdf.open(stream=typeset.render(_document(30)), filetype="pdf") as document:
        assert document.page_count == 30
        kinds = [
            (document.xref_get_key(i, "Subtype")[1], document.xref_get_key(i, "SMask")[0])
            for i in range(1, document.xref_length())
        ]
        assert sum(kind == "/Form" for kind, _ in kinds) == 1
        assert sum(kind == "/Image" and mask == "xref" for kind, mask in kinds) == 1
        assert sum(kind == "/Type0" for kind, _ in kinds) == 1


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGBA", "PNG"), ("RGB", "PNG"), ("L", "PNG"), ("RGB", "JPEG")]
)
def test_pictures_lose_nothing(mode: str, kind: str) -> None:
    data = _picture(mode, kind)
    page = typeset.Page(100, 100, [typeset.Image("p", 10, 10, 40, 30)])
    pdf = typeset.render(typeset.Document("ຮູບ", "lo", [page], images={"p": data}))
    with pymupdf.open(stream=pdf, filetype="pdf") as document, Image.open(BytesIO(data)) as source:
        xref, mask = document[0].get_images()[0][:2]
        colours = pymupdf.Pixmap(document, xref)
        wanted = source.convert("L" if mode == "L" else "RGB")
        if kind == "JPEG":
            assert document.extract_image(xref)["image"] == data
        else:
            assert colours.samples == wanted.tobytes()
        if mode == "RGBA":
            assert pymupdf.Pixmap(document, mask).samples == source.getchannel("A").tobytes()
        else:
            assert mask == 0


def _filtered_png(
    rows: list[tuple[int, bytes]], channels: int, colour: int, *, tail: bytes
) -> bytes:
    """A PNG file whose row n has the filter and the unfiltered bytes of `rows[n]`."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))
        )

    out, above = b"", bytes(len(rows[0][1]))
    for kind, row in rows:
        out += bytes([kind])
        for i, value in enumerate(row):
            left, corner = (row[i - channels], above[i - channels]) if i >= channels else (0, 0)
            estimate = left + above[i] - corner
            nearest = min((left, above[i], corner), key=lambda near: abs(estimate - near))
            guess = (0, left, above[i], (left + above[i]) // 2, nearest)[kind]
            out += bytes([(value - guess) % 256])
        above = row
    header = struct.pack(">LLBBBBB", len(above) // channels, len(rows), 8, colour, 0, 0, 0)
    packed = zlib.compress(out)
    data = chunk(b"tEXt", b"a\0b") + chunk(b"IDAT", packed[:7]) + chunk(b"IDAT", packed[7:])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + tail + chunk(b"IEND", b"")


@given(
    st.sampled_from([(1, 0), (2, 4), (3, 2), (4, 6)]),
    st.integers(1, 5),
    st.booleans(),
    st.sampled_from([b"", b"\0\0\0\0tIME\0\0\0\0"]),
    st.data(),
)
def test_every_filter_of_png_comes_through(
    kind: tuple[int, int], width: int, opaque: bool, tail: bytes, draw: st.DataObject
) -> None:
    """`tail` is nothing or a chunk whose checksum is wrong: then a decoder reads the picture."""
    channels, colour = kind
    rows = draw.draw(
        st.lists(
            st.tuples(
                st.integers(0, 4),
                st.binary(min_size=width * channels, max_size=width * channels).map(bytearray),
            ),
            min_size=1,
            max_size=6,
        )
    )
    if opaque and channels in (2, 4):
        for _, row in rows:
            row[channels - 1 :: channels] = b"\xff" * width
    data = _filtered_png([(way, bytes(row)) for way, row in rows], channels, colour, tail=tail)
    page = typeset.Page(100, 100, [typeset.Image("p", 10, 10, 40, 30)])
    pdf = typeset.render(typeset.Document("ຮູບ", "lo", [page], images={"p": data}))
    samples = b"".join(bytes(row) for _, row in rows)
    alpha = samples[channels - 1 :: channels] if channels in (2, 4) else b""
    shown = channels - 1 if alpha else channels
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        xref, mask = document[0].get_images()[0][:2]
        found = pymupdf.Pixmap(document, xref).samples
        assert [found[i::shown] for i in range(shown)] == [
            samples[i::channels] for i in range(shown)
        ]
        transparent = alpha.strip(b"\xff") != b""
        assert bool(mask) == transparent
        if transparent:
            assert pymupdf.Pixmap(document, mask).samples == alpha


@pytest.mark.parametrize("data", [b"", b"GIF89a", _picture()[:200], b"\xff\xd8\xff\xe0broken"])
def test_a_picture_that_cannot_be_read_is_named(data: bytes) -> None:
    page = typeset.Page(100, 100, [typeset.Image("ກາຕາ", 10, 10, 40, 30)])
    with pytest.raises(UserError, match="ກາຕາ"):
        typeset.render(typeset.Document("ຮູບ", "lo", [page], images={"ກາຕາ": data}))


class _Watcher:
    """A progress that counts and stops the work at a step."""

    def __init__(self, stop: int | None = None) -> None:
        self.steps: list[tuple[int, int]] = []
        self._stop = stop

    def step(self, done: int, total: int, label: str = "") -> None:
        self.steps.append((done, total))
        if done == self._stop:
            raise Cancelled


def test_progress_and_cancel_between_pages() -> None:
    watcher = _Watcher()
    typeset.render(_document(5, page_count=5), progress=watcher)
    assert watcher.steps == [(i, 5) for i in range(6)]
    with pytest.raises(Cancelled):
        typeset.render(_document(5, page_count=5), progress=_Watcher(3))


def test_memory_is_flat_in_the_number_of_pages() -> None:
    typeset.render(_document(50))
    peaks = {}
    for count in (100, 1000):
        tracemalloc.start()
        size = len(typeset.render(_document(count)))
        peaks[count] = tracemalloc.get_traced_memory()[1] - 2 * size
        tracemalloc.stop()
    # What grows besides the file itself is a number and an offset a page, and remembered text.
    assert peaks[1000] - peaks[100] < 900 * 4000


def test_what_the_document_does_not_have_is_not_drawn() -> None:
    with pytest.raises(KeyError):
        typeset.render(typeset.Document("x", "en", [typeset.Page(9, 9, [typeset.UseForm("no")])]))
    image = typeset.Image("no", 0, 0, 1, 1)
    with pytest.raises(KeyError):
        typeset.render(typeset.Document("x", "en", [typeset.Page(9, 9, [image])]))


def test_a_full_font_is_followed_by_a_second() -> None:
    book = clusterfont.FontBook(glyphs=40)
    shaper = shaping.shaper("sans", 400)
    shown = [piece for word in LETTERS.split() for piece in book.codes(shaper.shape(word))]
    used = {name for name, _ in shown}
    assert len(used) > 1
    again = [piece for word in LETTERS.split() for piece in book.codes(shaper.shape(word))]
    assert again == shown


def test_more_clusters_than_one_font_holds_come_back() -> None:
    marks = "".join(chr(c) for c in range(0x0EB4, 0x0EBA))
    texts = [
        base + a + b + c
        for base in "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮ"
        for a in marks + "່້໊໋ໍ"
        for b in marks + "່້໊໋ໍ"
        for c in marks + "່້໊໋ໍັົ"
    ]
    lines = ["".join(texts[at : at + 60]) for at in range(0, len(texts), 60)]
    style = typeset.TextStyle("sans", 4)
    items = [typeset.Text(5, 5 + 6 * (i % 130), line, style) for i, line in enumerate(lines)]
    pages = [typeset.Page(1200, 840, items[at : at + 130]) for at in range(0, len(items), 130)]
    pdf = typeset.render(typeset.Document("ຫຼາຍ", "lo", pages))
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        assert len(texts) > 35_000
        assert len({font[0] for page in document for font in page.get_fonts()}) > 1
        text = "".join(page.get_text() for page in document)
        assert text.replace("\n", "") == "".join(lines)


def test_tags_tell_headings_paragraphs_tables_and_pictures() -> None:
    table = typeset.Table(
        (typeset.Column(60), typeset.Column(200)),
        (typeset.Heading("ລ/ດ", 0), typeset.Heading("ຊື່", 1)),
        [("1", NAMES[0]), ("2", NAMES[1])],
        totals=("", "ລວມ 2 ຄົນ"),
    )
    items: list[typeset.Item] = [
        typeset.Rule(10, 10, 100, 10),
        typeset.Group("H1", (typeset.Text(40, 40, "ບັນຊີ", STYLE),)),
        typeset.Group("P", tuple(typeset.paragraph(PARAGRAPHS[0], 40, 80, 300, STYLE, 20))),
        *table.tagged_items(40, 300, range(2)),
        typeset.Group("Figure", (typeset.Image("p", 10, 500, 40, 30),), "ກາຕາ"),
    ]
    pages = [typeset.Page(*typeset.A4, items)] * 2
    document = typeset.Document("ບັນຊີ", "lo", pages, images={"p": _picture()})
    with pymupdf.open(stream=typeset.render(document, tagged=True), filetype="pdf") as paper:
        catalog = paper.pdf_catalog()
        assert paper.xref_get_key(catalog, "MarkInfo/Marked") == ("bool", "true")
        roles = [
            paper.xref_get_key(i, "S")[1]
            for i in range(1, paper.xref_length())
            if paper.xref_get_key(i, "Type")[1] == "/StructElem"
        ]
        counts = {role: roles.count(role) for role in set(roles)}
        assert counts == {
            "/Document": 1, "/H1": 2, "/P": 2, "/Table": 2, "/TR": 8, "/TH": 4, "/TD": 12,
            "/Figure": 2,
        }  # fmt: skip
        text = paper[0].get_text()
        stream = paper[0].read_contents()
        assert stream.count(b"BDC") + stream.count(b"BMC") == stream.count(b"EMC")
    plain = document_text(typeset.render(document))
    assert text == plain


def document_text(pdf: bytes) -> str:
    """The first page's text."""
    with pymupdf.open(stream=pdf, filetype="pdf") as paper:
        return str(paper[0].get_text())


def test_links_open_their_address() -> None:
    page = typeset.Page(200, 100, [typeset.Link(10, 20, 30, 15, "https://example.org/?a=(1)&b")])
    with pymupdf.open(
        stream=typeset.render(typeset.Document("x", "en", [page])), filetype="pdf"
    ) as d:
        link = d[0].get_links()[0]
        assert link["uri"] == "https://example.org/?a=(1)&b"
        assert tuple(link["from"]) == (10, 20, 40, 35)


def _changed(tmp_path: Path, at_table: str, offset: int, value: int) -> Path:
    data = bytearray(REGULAR.read_bytes())
    for i in range(struct.unpack_from(">H", data, 4)[0]):
        name, _, start, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * i)
        if name.decode() == at_table:
            struct.pack_into(">H", data, start + offset, value)
    path = tmp_path / "Changed.ttf"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("bits", [0x0002, 0x0100, 0x0200])
def test_a_font_whose_licence_forbids_embedding_is_refused(bits: int, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Changed"):
        fonts.Face(_changed(tmp_path, "OS/2", 8, bits))
    assert fonts.Face(_changed(tmp_path, "OS/2", 8, 0x0008)).units_per_em == 1000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"OTTO" + bytes(100), "CFF"),
        (b"ttcf" + bytes(100), "collection"),
        (b"wOF2" + bytes(100), "not a TrueType font"),
        (REGULAR.read_bytes()[:300], "damaged"),
        (b"\0\1\0\0" + bytes(8), "no TrueType outlines"),
        (b"", "not a TrueType font"),
    ],
)
def test_a_font_that_cannot_be_embedded_is_refused_by_name(
    data: bytes, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_screen", ["en"])
    path = tmp_path / "Bad.ttf"
    path.write_bytes(data)
    with pytest.raises(UserError, match=r"Bad\.ttf") as caught:
        fonts.Face(path)
    assert reason in str(caught.value)


def test_a_font_that_is_not_there_is_a_problem_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        fonts.Face(tmp_path / "no.ttf")


def test_weights_a_family_lacks_have_a_real_stand_in() -> None:
    serif = fonts.FAMILIES["serif"]
    assert [serif.weight_for(weight) for weight in (100, 400, 500, 600, 700, 900)] == [
        *(400, 400, 400, 700, 700, 700)
    ]
    assert fonts.stack("phetsarath", 600) == fonts.stack("phetsarath", 700)
    with pytest.raises(UserError, match="papyrus"):
        fonts.stack("papyrus", 400)


def test_a_family_of_ours_is_not_replaced() -> None:
    with pytest.raises(ValueError, match="sans"):
        typeset.add_family("sans", {400: (REGULAR,)})
    with pytest.raises(ValueError, match="empty"):
        typeset.add_family("empty", {})


def test_a_cluster_font_is_a_font_to_fonttools() -> None:
    from fontTools.ttLib import TTFont

    source = sfnt.SourceFont(REGULAR.read_bytes())
    clusters = [sfnt.Drawn(((30, 0, 0), (109, 280, 0)), 614), sfnt.Drawn(((4, 0, 0),), 260)]
    font = TTFont(BytesIO(sfnt.cluster_font(source, clusters)))
    order = font.getGlyphOrder()
    assert font["hmtx"][order[1]][0] == 614
    parts = [(c.x, c.y) for c in font["glyf"][order[1]].components]
    assert parts == [(0, 0), (280, 0)]
    assert font["glyf"][order[2]].numberOfContours == 0
    assert source.bounds(30) is not None
    assert sfnt.glyphs_needed(source, clusters[0]) >= {30, 109}


def test_colours_are_read_from_codes() -> None:
    assert tuple(typeset.colour("#FF0080")) == pytest.approx((1.0, 0.0, 0.502), abs=0.001)
    with pytest.raises(ValueError, match="#12"):
        typeset.colour("#12")


def test_millimetres() -> None:
    assert typeset.mm(25.4) == 72
