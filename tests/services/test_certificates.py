"""The register: no gap, no double, kept as issued; codes that verify; who gets one and why."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageFilter
from tests.services.test_papers import EVENT, facts_of, sample, text_of

from workshopdesk.documents import render_pdf
from workshopdesk.documents.model import CertificateBatch
from workshopdesk.domain.certificate import Certificate, CertificateState, Why
from workshopdesk.domain.errors import UserError
from workshopdesk.services import certificates, signing
from workshopdesk.services.papers import paper_bytes
from workshopdesk.services.papers.certificates import certificate_batch
from workshopdesk.services.papers.issuing import decisions, holding, with_certificates
from workshopdesk.services.papers.wording import Wording
from workshopdesk.store import Store, open_store
from workshopdesk.store import tables as t
from workshopdesk.verifying import Doubt

__all__ = ["sample"]

TODAY = date(2025, 10, 1)
PASSPHRASE = "ລະຫັດລັບ 2025"


@pytest.fixture
def store(sample: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the sample programme that a test may change."""
    shutil.copy(sample, tmp_path / "copy.wdb")
    opened = open_store(str(tmp_path / "copy.wdb"))
    yield opened
    opened.close()


def issued(store: Store) -> list[Certificate]:
    """All certificates of the event, in the order of their numbers."""
    with_certificates(store, EVENT, issue=True)
    return list(facts_of(store).certificates)


def test_numbers_have_no_gap_and_no_double_through_revoking_and_replacing(store: Store) -> None:
    first = issued(store)
    for certificate in first[:3]:
        certificates.revoke(store, certificate.id, "ຊື່ຜິດ", TODAY)
    certificates.reissue(store, first[4].id, "ເສຍ")
    certificates.replace(store, EVENT, first[5].id, "ຕຳແໜ່ງຜິດ", TODAY)
    with store.unit_of_work("look") as work:
        sequences = [record.sequence for record in work.find(t.Certificate)]
        (series,) = work.find(t.CertificateSeries)
    assert sorted(sequences) == list(range(1, len(first) + 2))
    assert series.last == len(first) + 1


def test_what_became_of_each_stays_readable(store: Store) -> None:
    first = issued(store)
    certificates.revoke(store, first[0].id, "ຊື່ຜິດ", TODAY)
    assert certificates.reissue(store, first[1].id, "ເສຍ") == 2
    certificates.replace(store, EVENT, first[2].id, "ຕຳແໜ່ງຜິດ", TODAY)
    now = {c.id: c for c in facts_of(store).certificates}
    assert now[first[0].id].state is CertificateState.REVOKED
    assert (now[first[0].id].reason, now[first[0].id].revoked_on) == ("ຊື່ຜິດ", TODAY)
    assert (now[first[1].id].number, now[first[1].id].copy) == (first[1].number, 2)
    (new,) = [c for c in now.values() if c.replaces_id == first[2].id]
    assert new.registration_id == first[2].registration_id
    assert new.number != first[2].number
    with pytest.raises(UserError, match=re.escape(first[0].number)):
        certificates.revoke(store, first[0].id, "ອີກ", TODAY)
    with pytest.raises(UserError):
        certificates.reissue(store, first[3].id, "  ")


def test_a_certificate_says_what_was_issued_even_when_the_person_changes(store: Store) -> None:
    before = issued(store)[0]
    person = next(p for p in facts_of(store).people if p.id == before.registration_id)
    assert person.person_id is not None
    with store.unit_of_work("change") as work:
        work.get(t.Person, person.person_id).given_name = "ຊື່ໃໝ່"
        work.get(t.Event, facts_of(store).event.id).title_lo = "ຫົວຂໍ້ໃໝ່"
        work.commit()
    after = next(c for c in facts_of(store).certificates if c.id == before.id)
    assert after == before
    assert after.contact_minutes
    assert after.event_title_lo


def test_what_is_printed_again_says_what_was_issued_even_when_the_event_changes(
    store: Store,
) -> None:
    first = issued(store)[0]
    with store.unit_of_work("change") as work:
        event = work.get(t.Event, facts_of(store).event.id)
        event.title_lo, event.last_day = "ຫົວຂໍ້ໃໝ່", event.first_day
        work.commit()
    certificates.replace(store, EVENT, first.id, "ຫົວຂໍ້ຜິດ", TODAY)
    batch = certificate_batch(facts_of(store), Wording("lo"))
    assert isinstance(batch, CertificateBatch)
    said = {" ".join(words.main for words in text.body) for text in batch.certificates}
    assert len(said) == 2
    old, new = sorted(said, key=lambda text: "ຫົວຂໍ້ໃໝ່" in text)
    assert first.event_title_lo in old
    assert "15-16" in old
    assert "15-16" not in new
    pages = text_of(paper_bytes(store, EVENT, "certificates", "lo", "pdf"))
    assert pages.count("ຫົວຂໍ້ໃໝ່") == 1


def test_preprinted_paper_gets_only_what_varies_moved(store: Store) -> None:
    first = issued(store)[0]
    facts = facts_of(store)
    only = [first.registration_id]
    whole = render_pdf(certificate_batch(facts, Wording("lo"), only=only))
    sheet = certificate_batch(facts, Wording("lo"), only=only, preprinted=(2.0, -1.5))
    bare = text_of(render_pdf(sheet))
    assert first.number in bare
    assert first.event_title_lo[:12] in bare
    title = Wording("lo").line("Certificate of Attendance")
    assert title in text_of(whole)
    assert title not in bare


def test_exceptions_and_roles_decide_with_their_reason(store: Store) -> None:
    certificates.set_rule(store, EVENT, half_days=4, roles_out=frozenset({"project_staff"}))
    facts = facts_of(store)
    refused = next(p for p, d in decisions(facts) if d.why is Why.EARNED)
    allowed = next(p for p, d in decisions(facts) if d.why is Why.TOO_FEW)
    certificates.set_exception(store, refused.id, False, "ບໍ່ໄດ້ສົ່ງລາຍງານ")
    certificates.set_exception(store, allowed.id, True, "ປ່ວຍ")
    now = {p.id: d for p, d in decisions(facts_of(store))}
    assert (now[refused.id].entitled, now[refused.id].reason) == (False, "ບໍ່ໄດ້ສົ່ງລາຍງານ")
    assert (now[allowed.id].entitled, now[allowed.id].why) == (True, Why.ALLOWED)
    certificates.set_exception(store, allowed.id, None)
    assert {p.id: d for p, d in decisions(facts_of(store))}[allowed.id].why is Why.TOO_FEW
    with pytest.raises(UserError):
        certificates.set_exception(store, allowed.id, True, "")


def test_codes_are_read_from_the_printed_page_and_verify(store: Store, tmp_path: Path) -> None:
    key = signing.make_key(store, PASSPHRASE, TODAY, random_bytes=random.Random(7).randbytes)
    content = paper_bytes(store, EVENT, "certificates", "lo", "pdf", key=key)
    held = [c for c, _person in holding(facts_of(store))]
    assert all(c.statement for c in held)
    codes = read_codes(content, tmp_path, last=4)
    assert codes == [c.statement for c in held[:4]]
    for code, certificate in zip(codes, held, strict=False):
        found = signing.verify(store, code, TODAY)
        assert found.verdict.doubt is None
        assert found.verdict.statement is not None
        assert found.verdict.statement.name == certificate.name
        assert found.issuer_lo


def read_codes(content: bytes, folder: Path, *, last: int) -> list[str]:
    """The code of each page, read at 200 dpi through a blur."""
    (folder / "c.pdf").write_bytes(content)
    command = [
        "pdftoppm",
        "-r",
        "200",
        "-l",
        str(last),
        "-gray",
        str(folder / "c.pdf"),
        str(folder / "c"),
    ]
    subprocess.run(command, check=True)
    pages = [Image.open(page) for page in sorted(folder.glob("c-*.pgm"))]
    blurred = [page.filter(ImageFilter.GaussianBlur(1.2)) for page in pages]
    return [code.text for page in blurred for code in zxingcpp.read_barcodes(page)]


def test_a_revoked_code_is_told_and_printing_again_needs_no_key(store: Store) -> None:
    key = signing.make_key(store, PASSPHRASE, TODAY)
    with_certificates(store, EVENT, issue=True, key=key)
    first = holding(facts_of(store))[0][0]
    again = paper_bytes(store, EVENT, "certificates", "lo", "pdf")
    assert first.number in text_of(again)
    certificates.revoke(store, first.id, "ຜິດຄົນ", TODAY)
    assert signing.verify(store, first.statement, TODAY).verdict.doubt is Doubt.REVOKED


def test_the_key_opens_with_its_passphrase_only(store: Store) -> None:
    made = signing.make_key(store, PASSPHRASE, TODAY)
    assert signing.unlock(store, PASSPHRASE) == made
    with pytest.raises(UserError):
        signing.unlock(store, "wrong wrong")
    with pytest.raises(UserError):
        signing.make_key(store, "short", TODAY)


def test_an_older_key_stays_good_after_a_new_one(store: Store) -> None:
    old = signing.make_key(store, PASSPHRASE, TODAY)
    with_certificates(store, EVENT, issue=True, key=old)
    code = holding(facts_of(store))[0][0].statement
    new = signing.make_key(store, PASSPHRASE, TODAY)
    assert signing.unlock(store, PASSPHRASE) == new
    assert signing.verify(store, code, TODAY).verdict.doubt is None


def test_another_office_learns_our_key(store: Store, tmp_path: Path) -> None:
    key = signing.make_key(store, PASSPHRASE, TODAY)
    with_certificates(store, EVENT, issue=True, key=key)
    code = holding(facts_of(store))[0][0].statement
    ours = signing.keys(store)[0]
    other = open_store(str(tmp_path / "other.wdb"), create=True)
    assert signing.verify(other, code, TODAY).verdict.doubt is Doubt.UNKNOWN_ISSUER
    signing.import_public_key(other, signing.export_public_key(ours))
    assert signing.verify(other, code, TODAY).verdict.doubt is None
    with pytest.raises(UserError):
        signing.unlock(other, PASSPHRASE)
    for wrong in (b"", b"{}", signing.export_public_key(replace(ours, code="00" * 8))):
        with pytest.raises(UserError):
            signing.import_public_key(other, wrong)
    other.close()


def test_the_page_holds_every_key_and_todays_revocations(store: Store) -> None:
    key = signing.make_key(store, PASSPHRASE, TODAY)
    with_certificates(store, EVENT, issue=True, key=key)
    certificates.revoke(store, holding(facts_of(store))[0][0].id, "ຜິດ", TODAY)
    page = signing.verify_page(store, key, TODAY).decode()
    assert signing.keys(store)[0].code in page
    assert "WD1:" in page


def test_two_stores_on_one_file_never_give_one_number_twice(store: Store, tmp_path: Path) -> None:
    other = open_store(str(tmp_path / "copy.wdb"))
    people = [p.id for p, d in decisions(facts_of(store)) if d.entitled]
    for n, registration in enumerate(people[:10]):
        with_certificates((store, other)[n % 2], EVENT, issue=True, only=[registration])
    numbers = [c.number for c in facts_of(store).certificates]
    assert len(numbers) == len(set(numbers)) == 10
    other.close()
