"""Templates of certificates: read strictly with the place of what is wrong, drawn without a cut."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.documents import reading

from workshopdesk import i18n
from workshopdesk.documents import design as d
from workshopdesk.documents import model as m
from workshopdesk.documents import render_pdf
from workshopdesk.documents.design_json import KINDS, design_from_json, design_to_json
from workshopdesk.documents.papers.designed_text import set_lines
from workshopdesk.documents.papers.ink import mm, width_of
from workshopdesk.domain.errors import UserError

LONG = "ທ່ານ ນາງ ພອນສະຫວັນວົງສະຫວ່າງສຸກສຳລານ ສີສຸພັນທະວົງວິໄລວັນຈັນທະລາດ"
LAO = "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮະາຳເແໂໄໃ ່້໊໋ິີຶືຸູ"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What is refused is told in English here."""
    i18n.set_screen_language("en")
    yield
    i18n.set_screen_language("lo")


def picture(width: int = 40, height: int = 30) -> bytes:
    done = BytesIO()
    Image.new("RGB", (width, height), "#1F4A7F").save(done, "PNG")
    return done.getvalue()


def document(*layers: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "format": "workshopdesk-certificate", "version": 1, "name": "A", "page": "A4 landscape",
        "layers": list(layers), "pictures": {}, **more,
    }  # fmt: skip


def text(**more: Any) -> dict[str, Any]:
    return {"kind": "text", "box": [10, 10, 100, 20], "text": "{name}", **more}


def refused(content: object) -> str:
    with pytest.raises(UserError) as raised:
        design_from_json(content if isinstance(content, str) else json.dumps(content))
    return raised.value.message


# Reading

boxes = st.builds(
    d.Box,
    st.integers(0, 100).map(float),
    st.integers(0, 100).map(float),
    st.integers(0, 100).map(float),
    st.integers(0, 100).map(float),
)
layers = st.one_of(
    st.builds(
        d.TextLayer,
        box=boxes,
        text=st.text("abກຂ {}\n", max_size=20),
        language=st.sampled_from(["lo", "en"]),
        family=st.sampled_from(["sans", "serif", "phetsarath"]),
        size=st.floats(4, 200),
        locked=st.booleans(),
    ),
    st.builds(d.LineLayer, box=boxes, line=st.floats(0.1, 40), hidden=st.booleans()),
    st.builds(d.RectangleLayer, box=boxes, fill=st.sampled_from(["", "#1F4A7F"])),
    st.builds(d.BorderLayer, box=boxes, style=st.sampled_from(["plain", "weaving"])),
    st.builds(d.CodeLayer, box=boxes),
    st.builds(d.SignatoriesLayer, box=boxes, pictures=st.sampled_from([(), ("p",), ("", "p")])),
    st.builds(d.PictureLayer, box=boxes, picture=st.just("p")),
    st.builds(d.LogosLayer, box=boxes),
    st.builds(d.OrnamentLayer, box=boxes),
)


@given(st.lists(layers, max_size=6), st.booleans())
def test_what_is_written_is_read_as_it_was(found: list[d.Layer], landscape: bool) -> None:
    used = any("p" in (getattr(x, "picture", ""), *getattr(x, "pictures", ())) for x in found)
    design = d.Design("ຊື່", landscape, tuple(found), {"p": picture()} if used else {})
    assert design_from_json(design_to_json(design)) == design


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_stands_in_a_file_is_read_or_refused_in_words(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(KINDS)))
    names = list(KINDS[kind].__dataclass_fields__)
    layer = {"kind": kind, "box": [0, 0, 10, 10]}
    layer |= data.draw(st.dictionaries(st.sampled_from([*names, "kind", "x"]), json_values))
    whole = document(layer)
    whole |= data.draw(st.dictionaries(st.sampled_from([*whole, "more"]), json_values, max_size=1))
    with suppress(UserError):
        read = design_from_json(json.dumps(whole))
        assert design_from_json(design_to_json(read)) == read


@given(st.text())
def test_any_text_is_no_crash(content: str) -> None:
    assert refused(content)


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        (text(family="Comic"), "layer 2, text: the font “Comic” is not here; there are sans"),
        (text(box=[250, 10, 100, 20]), "layer 2, text: the box is off the page"),
        (text(box=[-1, 10, 100, 20]), "layer 2, text: the box is off the page"),
        (text(box=[1, 2, 3]), "layer 2, text: the box must be four numbers"),
        (text(box=[1, 2, float("nan"), 4]), "must be a number"),
        (text(text="{salary}"), "layer 2, text: there is no field {salary}"),
        (text(language="lo-en"), "layer 2, text: “language”: this must be one of lo, en"),
        (text(colour="red"), "a colour like #1F4A7F"),
        (text(wide=3), "layer 2, text: “wide” is not known here"),
        (text(size=10**400), "layer 2, text: “size”: this must be a number from 4 to 200"),
        ({"kind": "movie", "box": [0, 0, 1, 1]}, "layer 2: this must be one of text, picture"),
        ({"kind": "picture", "box": [0, 0, 1, 1], "picture": "x"}, "there is no picture “x”"),
        ("text", "layer 2: this must be a layer"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(layer: Any, words: str) -> None:
    assert words in refused(document(text(), layer))


def test_a_picture_of_thirty_megapixels_is_refused() -> None:
    data = base64.b64encode(picture(6000, 5000)).decode()
    said = refused(document(pictures={"seal": data}))
    assert said.startswith("pictures: “seal”: the picture is too large: 6000 × 5000")


@pytest.mark.parametrize("data", ["", "AAAA", "%%", base64.b64encode(picture()[:60]).decode()])
def test_what_is_no_picture_is_refused(data: str) -> None:
    assert "no PNG or JPEG picture" in refused(document(pictures={"seal": data}))


def test_newer_and_strange_files_are_told_apart() -> None:
    assert "newer version" in refused(document() | {"version": 2})
    assert "no certificate template" in refused({"format": "other"})
    assert "not JSON" in refused("[" * 100_000)
    assert "“layers” is missing" in refused({k: v for k, v in document().items() if k != "layers"})


# Drawing


def batch(*found: d.Layer, names: tuple[str, ...] = ("ທ່ານ ນາງ ນ້ຳອ້ອຍ",), **more: Any) -> Any:
    shared = {"event": "ກອງປະຊຸມ", "place_date": "ຄຳມ່ວນ", "state_lines": "ໜຶ່ງ\nສອງ"}
    words = m.Words("ຫົວໜ້າ", "Head")
    values: dict[str, Any] = {
        "language": "lo",
        "head": m.Letterhead((), m.Words(""), "", "", m.Words("ໃບຢັ້ງຢືນ"), m.Words("")),
        "foot": m.Footing("", ""),
        "dated": date(2025, 9, 16),
        "design": d.Design("A", True, tuple(found), {"p": picture()}),
        "shared": d.FieldValues(shared, shared),
        "signers": (m.Signer(words, name=m.Words("ວັນໄຊ", "Vanxay")),) * 2,
        "certificates": tuple(
            d.Designed(d.FieldValues({"name": n}, {"name": n}), f"CODE{i}")
            for i, n in enumerate(names)
        ),
    }
    return d.DesignedBatch(**(values | more))


def name_layer(**more: Any) -> d.TextLayer:
    values: dict[str, Any] = {"box": d.Box(48.5, 74, 200, 17), "text": "{name}", "size": 30.0}
    return d.TextLayer(**(values | more))


def test_a_name_of_sixty_letters_stays_on_one_line_and_is_whole() -> None:
    assert len(LONG) > 60
    size, lines = set_lines(name_layer(weight=700), LONG)
    assert lines == [LONG]
    assert 10 < size < 30
    assert width_of(LONG, size, 700) <= mm(200)
    (page,) = reading.pages(render_pdf(batch(name_layer(weight=700), names=(LONG,))))
    assert LONG in page


@settings(max_examples=40)
@given(
    st.text(LAO + "abc ", min_size=1, max_size=90).filter(str.strip),
    st.integers(1, 4),
    st.sampled_from(["sans", "serif", "phetsarath"]),
)
def test_no_text_is_wider_than_its_box_nor_has_more_lines(
    words: str, most: int, family: str
) -> None:
    layer = name_layer(lines=most, family=family, box=d.Box(10, 10, 60, 20))
    size, lines = set_lines(layer, words)
    assert len(lines) <= most
    assert all(width_of(line, size, 400, family) <= mm(60) + 0.1 for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_a_smaller_name_stays_on_its_line() -> None:
    document = pypdfium2.PdfDocument(render_pdf(batch(name_layer(), names=("ທ່ານ ສີສະຫວາດ", LONG))))
    bottoms = []
    for page in document:
        found = page.get_textpage()
        at = found.get_text_range().index("ນ")
        bottoms.append(found.get_charbox(at)[1])
    document.close()
    assert abs(bottoms[0] - bottoms[1]) < 3


def test_what_all_share_is_written_once() -> None:
    names = tuple(f"ຜູ້ເຂົ້າຮ່ວມ {n}" for n in range(300))
    found = (
        d.BorderLayer(box=d.Box(0, 0, 297, 210)),
        d.PictureLayer(box=d.Box(20, 20, 40, 30), picture="p"),
        name_layer(),
        d.TextLayer(box=d.Box(48, 100, 200, 20), text="ໄດ້ເຂົ້າຮ່ວມ {event}"),
    )
    one, many = (len(render_pdf(batch(*found, names=names[:n]))) for n in (1, 300))
    assert many - one < 300 * 900


def test_a_text_whose_fields_are_all_empty_is_not_printed() -> None:
    layer = d.TextLayer(box=d.Box(10, 10, 200, 20), text="Hours: {hours}")
    (page,) = reading.pages(render_pdf(batch(name_layer(), layer)))
    assert "Hours" not in page


def test_every_kind_is_drawn_and_hidden_ones_are_not() -> None:
    everything: tuple[d.Layer, ...] = (
        d.BorderLayer(box=d.Box(5, 5, 200, 287)),
        d.BorderLayer(box=d.Box(5, 5, 200, 100), style="plain"),
        d.LineLayer(box=d.Box(20, 100, 100, 1)),
        d.LineLayer(box=d.Box(20, 100, 1, 40)),
        d.RectangleLayer(box=d.Box(20, 150, 50, 20), fill="#EBEBEB"),
        d.CodeLayer(box=d.Box(20, 20, 35, 35)),
        d.PictureLayer(box=d.Box(100, 20, 0, 30), picture="p"),
        d.SignatoriesLayer(box=d.Box(20, 200, 170, 40), pictures=("p",), language="lo-en"),
        d.LogosLayer(box=d.Box(20, 250, 30, 14)),
        d.OrnamentLayer(box=d.Box(20, 60, 2, 2)),
        d.TextLayer(box=d.Box(20, 60, 100, 2), text="hidden words", hidden=True),
    )
    made = batch(design=d.Design("A", False, everything, {"p": picture()}), sketch=True)
    content = render_pdf(made)
    width, height = reading.boxes(content)
    assert width < height
    (page,) = reading.pages(content)
    assert "Vanxay" in page
    assert "ຫົວໜ້າ" in page
    assert "hidden words" not in page


def test_onto_printed_paper_only_what_is_filled_in_moved() -> None:
    found = (
        d.BorderLayer(box=d.Box(0, 0, 297, 210)),
        d.TextLayer(box=d.Box(10, 10, 100, 10), text="{state_lines}", lines=2),
        d.TextLayer(box=d.Box(10, 30, 100, 10), text="Certificate"),
        name_layer(),
    )
    plain, shifted = (render_pdf(batch(*found, preprinted=by)) for by in (None, (3.0, 2.0)))
    assert "Certificate" in reading.pages(plain)[0]
    assert reading.pages(shifted)[0].strip() == "ທ່ານ ນາງ ນ້ຳອ້ອຍ"
    lefts = []
    for content in (plain, shifted):
        document = pypdfium2.PdfDocument(content)
        texts = document[0].get_textpage()
        lefts.append(texts.get_charbox(texts.get_text_range().index("ທ"))[0])
        document.close()
    assert lefts[1] - lefts[0] == pytest.approx(mm(3), abs=0.5)


def test_without_codes_what_stood_beside_them_moves_to_the_middle() -> None:
    layer = d.TextLayer(box=d.Box(180, 10, 100, 10), text="beside", recentred=True)
    code = d.CodeLayer(box=d.Box(24, 151, 35, 35))
    places: list[float] = []
    for made in (batch(layer, code), batch(layer, code)):
        bare = replace(made.certificates[0], code="")
        without = replace(made, certificates=(bare,)) if places else made
        document = pypdfium2.PdfDocument(render_pdf(without))
        places.append(document[0].get_textpage().get_charbox(0)[0])
        document.close()
    assert places[0] - places[1] == pytest.approx(mm(180 - 98.5), abs=0.5)
