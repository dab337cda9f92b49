"""Templates of certificates kept, brought, chosen; the ready ones are today's certificates."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops
from tests.documents import reading
from tests.services.test_papers import EVENT, facts_of, sample

from workshopdesk import i18n
from workshopdesk.documents.design import BorderLayer, Box, Design
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.services import certificate_templates as services
from workshopdesk.services import certificates
from workshopdesk.services.papers import paper_bytes
from workshopdesk.services.papers.issuing import with_certificates
from workshopdesk.store import Store, open_store

__all__ = ["sample"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What is refused is told in English here."""
    i18n.set_screen_language("en")
    yield
    i18n.set_screen_language("lo")


@pytest.fixture
def store(sample: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the sample programme that a test may change."""
    shutil.copy(sample, tmp_path / "copy.wdb")
    opened = open_store(str(tmp_path / "copy.wdb"))
    yield opened
    opened.close()


def printed(store: Store, language: str = "lo") -> bytes:
    return paper_bytes(store, EVENT, "certificates", language, "pdf", issue=False)


def use(store: Store, design: Design) -> None:
    services.choose(store, facts_of(store).event.id, services.save(store, design))


def first_page(content: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(content)
    try:
        picture = document[0].render(scale=1).to_pil()
        return Image.Image.convert(picture, "L")
    finally:
        document.close()


def test_the_ready_lao_one_is_the_usual_certificate(store: Store) -> None:
    usual = printed(store)
    use(store, services.ready()[0].design)
    by_template = printed(store)
    assert by_template != usual
    difference = ImageChops.difference(first_page(usual), first_page(by_template))
    assert max(difference.tobytes()) < 40
    assert sorted(reading.pages(usual)[0].split()) == sorted(reading.pages(by_template)[0].split())


@pytest.mark.parametrize("number", [0, 1, 2])
def test_ready_ones_print_everybody_whole(store: Store, number: int, tmp_path: Path) -> None:
    use(store, services.ready()[number].design)
    content = printed(store)
    facts = with_certificates(store, EVENT, issue=False)
    pages = reading.pages(content)
    assert len(pages) == len(facts.certificates) > 80
    for page, person in zip(pages, facts.people, strict=True):
        assert person.name in page
    assert facts.people[3].name in reading.poppler(content, tmp_path)


def test_a_copy_says_so_and_what_was_issued_stays(store: Store) -> None:
    with_certificates(store, EVENT, issue=True)
    use(store, services.ready()[0].design)
    before = reading.pages(printed(store))
    facts = facts_of(store)
    certificates.reissue(store, facts.certificates[1].id, "ເສຍ")
    with store.unit_of_work("another title") as work:
        from workshopdesk.store import tables as t

        work.get(t.Event, facts.event.id).title_lo = "ຊື່ໃໝ່"
        work.commit()
    after = reading.pages(printed(store))
    assert after[0] == before[0]
    assert after[1] != before[1]
    assert "2" in after[1]


def test_saving_is_undone_and_the_event_has_the_usual_look_again(store: Store) -> None:
    event = facts_of(store).event.id
    key = services.save(store, replace(services.ready()[1].design, name="ຂອງເຮົາ"))
    services.choose(store, event, key)
    assert services.chosen(store, event) == key
    services.remove(store, key)
    assert services.chosen(store, event) is None
    with store.read() as reader:
        did = reader.undoable(store.origin.author)
    assert did is not None
    store.undo(did.id)
    assert services.chosen(store, event) == key
    assert services.templates(store)[0].name == "ຂອງເຮົາ"


def test_a_file_goes_out_and_comes_in_as_it_was(store: Store, tmp_path: Path) -> None:
    design = services.ready()[2].design
    services.to_file(design, tmp_path / "a.wdcert")
    assert services.from_file(tmp_path / "a.wdcert") == design


def test_bad_files_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        services.from_file(tmp_path / "nowhere.wdcert")
    bad = tmp_path / "bad.wdcert"
    bad.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError) as raised:
        services.from_file(bad)
    assert "UTF-8" in raised.value.message


def test_what_would_be_refused_on_reading_is_not_saved(store: Store) -> None:
    off = Design("A", True, (BorderLayer(box=Box(0, 0, 400, 210)),))
    with pytest.raises(UserError, match="certificate template"):
        services.save(store, off)
    with pytest.raises(UserError, match="name"):
        services.save(store, replace(services.ready()[0].design, name=" "))


def test_a_spoilt_template_is_told_and_hinders_no_other(store: Store) -> None:
    from workshopdesk.store import tables as t

    with store.unit_of_work("spoil") as work:
        spoilt = work.add(t.CertificateTemplate(name="ເສຍ", content="{"))
        work.commit()
        key = spoilt.id
    first = services.templates(store)[0]
    assert first.name == "ເສຍ"
    assert "JSON" in first.refused
    services.choose(store, facts_of(store).event.id, key)
    with pytest.raises(UserError, match="certificate template"):
        printed(store)


def test_the_preview_shows_the_longest_name_and_fields_without_an_event(store: Store) -> None:
    facts = facts_of(store)
    longest = max((p.name for p in facts.named), key=len)
    design = services.ready()[0].design
    assert longest in reading.pages(services.preview(store, facts.event.id, design).pdf)[0]
    assert "{name}" in reading.pages(services.preview(store, None, design).pdf)[0]
    assert facts_of(store).certificates == ()


def test_the_preview_tells_which_texts_become_too_small(store: Store) -> None:
    facts = facts_of(store)
    design = services.ready()[0].design
    assert services.preview(store, facts.event.id, design).tight == ()
    n = next(n for n, x in enumerate(design.layers) if getattr(x, "text", "") == "{name}")
    narrow = replace(design.layers[n], box=Box(100, 74, 40, 17))
    layers = (*design.layers[:n], narrow, *design.layers[n + 1 :])
    tight = services.preview(store, facts.event.id, replace(design, layers=layers)).tight
    assert tight == (n,)
