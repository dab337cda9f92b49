"""Organisations and funders are merged, imported and given logos."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from tests.windowed import TRAINING, sample_database

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event
from workshopdesk.domain.funding import Funder
from workshopdesk.domain.organisation import Organisation
from workshopdesk.services import event_parties, organisation_lists, organisations, programmes
from workshopdesk.services.organisation_lists import Becomes
from workshopdesk.store import Store, open_store

__all__ = ["sample_database"]


@pytest.fixture
def store(sample_database: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "copy.wdb"
    shutil.copy(sample_database, path)
    opened = open_store(str(path))
    yield opened
    opened.close()


@pytest.fixture
def event(store: Store) -> Event:
    with store.read() as reader:
        return reader.event(TRAINING)


def known(store: Store) -> dict[str, Organisation]:
    with store.read() as reader:
        return {o.name_lo or o.name_en: o for o in reader.organisations()}


def funders(store: Store) -> dict[str, Funder]:
    with store.read() as reader:
        found = [f for p in reader.programmes() for f in p.funders]
    return {f.abbreviation or f.name_en: f for f in found}


def undo(store: Store) -> None:
    with store.read() as reader:
        did = reader.undoable(store.origin.author)
    assert did is not None
    store.undo(did.id)


def test_what_named_the_others_names_the_one_kept(store: Store, event: Event) -> None:
    with store.read() as reader:
        rows = reader.participants(event.id)
        everyone = {o.id: o for o in reader.organisations()}
    used = list(dict.fromkeys(r.organisation_id for r in rows if r.organisation_id))
    kept, gone = used[0], used[1]
    event_parties.set_organisations(store, event, "host", [gone, kept])
    below = organisations.create_organisation(store, "ພາກສ່ວນ ລຸ່ມ", parent_id=gone)
    organisations.change_organisation(store, everyone[kept], parent_id=gone)
    organisations.merge_organisations(store, kept, [gone])
    with store.read() as reader:
        now = {o.id: o for o in reader.organisations()}
        assert gone not in now
        assert now[below].parent_id == kept
        assert now[kept].parent_id is None
        assert [o.id for o in reader.hosts(event.id)] == [kept]
        merged = [r.organisation_id for r in reader.participants(event.id)]
    assert merged == [kept if r.organisation_id == gone else r.organisation_id for r in rows]
    undo(store)
    with store.read() as reader:
        assert [r.organisation_id for r in reader.participants(event.id)] == [
            r.organisation_id for r in rows
        ]
        assert {o.id for o in reader.hosts(event.id)} == {gone, kept}


def test_one_alone_is_not_merged(store: Store) -> None:
    one = next(iter(known(store).values()))
    with pytest.raises(UserError):
        organisations.merge_organisations(store, one.id, [one.id])


def test_funders_are_merged_with_what_they_fund(store: Store) -> None:
    with store.read() as reader:
        first, *_others = reader.programmes()
    programmes.add_funder(store, first, "Helvetas again")
    kept = next(f for name, f in funders(store).items() if name != "Helvetas again")
    again = funders(store)["Helvetas again"]
    programmes.change_funder(store, again, currency="CHF")
    programmes.merge_funders(store, kept.id, [again.id])
    assert "Helvetas again" not in funders(store)
    now = next(f for f in funders(store).values() if f.id == kept.id)
    assert now.currency == (kept.currency or "CHF")
    undo(store)
    assert "Helvetas again" in funders(store)


def test_a_logo_is_made_anew_and_taken_back(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "logo.jpg"
    Image.new("RGB", (1200, 600), "blue").save(path)
    name, funder = next(iter(funders(store).items()))
    programmes.set_logo(store, funder, path)
    stored = funders(store)[name].logo
    assert stored is not None
    assert stored.startswith(b"\x89PNG")
    undo(store)
    assert funders(store)[name].logo == funder.logo
    with store.read() as reader:
        programme = reader.programmes()[0]
    programmes.set_logo(store, programme, path)
    with store.read() as reader:
        assert reader.programmes()[0].logo == stored


def test_organisations_come_from_a_list(store: Store, tmp_path: Path) -> None:
    old = next(o for o in known(store).values() if o.name_lo and not o.name_en)
    book = openpyxl.Workbook()
    ws = book.worksheets[0]
    ws.append(["ບັນຊີອົງການ"])
    ws.append(["ຊື່ພາສາລາວ", "Name in English", "Acronym", "Type", "ລະດັບ", "Province", "Part of"])
    ws.append(["ກົມແຜນການ ທົດລອງ", "Planning Dept.", "PD", "", "ຂັ້ນສູນກາງ", "", ""])
    ws.append(["ພະແນກທົດລອງ", "", "", "", "", "Khammuan", "PD"])
    ws.append([old.name_lo, "In English", "", "", "", "", ""])
    ws.append(["ພະແນກທົດລອງ", "", "", "", "", "ຄຳມ່ວນ", ""])
    ws.append(["", "", "NO", "", "", "", ""])
    path = tmp_path / "list.xlsx"
    book.save(path)
    rows = organisation_lists.preview(store, path)
    assert [(r.row, r.becomes) for r in rows] == [
        (3, Becomes.NEW), (4, Becomes.NEW), (5, Becomes.CHANGED), (6, Becomes.SKIPPED),
        (7, Becomes.SKIPPED),
    ]  # fmt: skip
    before = len(known(store))
    assert organisation_lists.apply(store, path.name, rows) == 3
    now = known(store)
    assert len(now) == before + 2
    assert (now["ກົມແຜນການ ທົດລອງ"].level, now["ກົມແຜນການ ທົດລອງ"].abbreviation) == ("central", "PD")
    assert now["ພະແນກທົດລອງ"].parent_id == now["ກົມແຜນການ ທົດລອງ"].id
    assert now["ພະແນກທົດລອງ"].province == "LA-KH"
    assert now[old.name_lo].name_en == "In English"
    again = organisation_lists.preview(store, path)
    assert {r.becomes for r in again} <= {Becomes.UNCHANGED, Becomes.SKIPPED}
    undo(store)
    assert len(known(store)) == before


def test_a_list_without_names_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"a,b\n1,{date.max}\n")
    with pytest.raises(UserError, match=r"x\.csv"):
        organisation_lists.preview(store, path)
