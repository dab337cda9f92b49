"""Codes are read back from the printed page, blurred, in every language and at its fullest."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.services.test_certificates import PASSPHRASE, TODAY, read_codes, sample, store
from tests.services.test_papers import EVENT, facts_of, text_of

from workshopdesk.cli import main
from workshopdesk.documents.model import Language
from workshopdesk.services import door, signing
from workshopdesk.services.door import Wanted
from workshopdesk.services.papers.issuing import entitled, holding
from workshopdesk.store import Store
from workshopdesk.store import tables as t
from workshopdesk.verifying import Doubt

__all__ = ["sample", "store"]

LONG_NAME = "ຄຳພູວົງສະຫວັນນະເຂດ ສີສຸພັນທອງວິໄລພອນແກ້ວມະນີວົງພະຈັນ"
LONG_TITLE = "ກອງປະຊຸມຝຶກອົບຮົມສ້າງຄວາມເຂັ້ມແຂງກ່ຽວກັບການວິເຄາະ ວິໄຈບັນຫາ " * 5


def lengthen(store: Store) -> None:
    """The first person gets a name of 60 letters, the event a title that is never shorter."""
    person = entitled(facts_of(store))[0]
    assert person.person_id is not None
    with store.unit_of_work("change") as work:
        record = work.get(t.Person, person.person_id)
        record.given_name, _space, record.surname = LONG_NAME.partition(" ")
        record.given_name_latin, record.surname_latin = "Khamphouvongsavannakhet", "Sisouphanthong"
        event = work.get(t.Event, facts_of(store).event.id)
        event.title_lo = LONG_TITLE.strip()
        event.title_en = "Training on the analysis of problems and petitions " * 5
        work.commit()


@pytest.mark.parametrize("language", ["lo", "en", "lo-en"])
def test_the_fullest_code_is_read_at_200_dpi_blurred(
    store: Store, tmp_path: Path, language: Language
) -> None:
    lengthen(store)
    key = signing.make_key(store, PASSPHRASE, TODAY)
    first, second = (p.id for p in entitled(facts_of(store))[:2])
    wanted = Wanted(EVENT, language, frozenset({first, second}))
    pdf = door.make(store, wanted, key=key).pdf
    codes = read_codes(pdf, tmp_path, last=2)
    assert codes == [c.statement for c, _person in holding(facts_of(store))]
    said = signing.verify(store, codes[0], TODAY).verdict.statement
    assert said is not None
    assert LONG_NAME in said.name
    assert said.event.endswith("…")
    if language != "en":
        assert LONG_NAME.split(" ")[1] in text_of(pdf)


def test_onto_preprinted_paper_the_code_is_read_too(store: Store, tmp_path: Path) -> None:
    key = signing.make_key(store, PASSPHRASE, TODAY)
    first = entitled(facts_of(store))[0].id
    wanted = Wanted(EVENT, "lo", frozenset({first}), preprinted=(2.0, -3.0))
    pdf = door.make(store, wanted, key=key).pdf
    assert read_codes(pdf, tmp_path, last=1) == [holding(facts_of(store))[0][0].statement]


def test_letters_changed_in_a_code_are_refused_by_the_application(store: Store) -> None:
    key = signing.make_key(store, PASSPHRASE, TODAY)
    first = entitled(facts_of(store))[0].id
    door.make(store, Wanted(EVENT, only=frozenset({first})), key=key)
    code = holding(facts_of(store))[0][0].statement
    refused = set()
    for number in range(50):
        at = 5 + number * 5 % (len(code) - 5)
        other = "0" if code[at] != "0" else "1"
        refused.add(signing.verify(store, code[:at] + other + code[at + 1 :], TODAY).verdict.doubt)
    assert None not in refused
    assert Doubt.ALTERED in refused


def test_the_command_signs_when_it_is_told_the_passphrase(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signing.make_key(store, PASSPHRASE, TODAY)
    words = ["--data", str(tmp_path / "copy.wdb"), "papers", EVENT, "--kind", "certificates"]
    words += ["--lang", "lo", "--out", str(tmp_path / "out")]
    monkeypatch.setenv("WORKSHOPDESK_SIGNING_PASSPHRASE", "wrong wrong")
    assert main(words) != 0
    assert not facts_of(store).certificates
    monkeypatch.setenv("WORKSHOPDESK_SIGNING_PASSPHRASE", PASSPHRASE)
    assert main(words) == 0
    assert all(c.statement for c, _person in holding(facts_of(store)))
