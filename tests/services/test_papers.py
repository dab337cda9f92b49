"""Papers of a real event: what is in the database is on the paper, written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from tests.documents import reading

from workshopdesk.documents.model import CertificateBatch
from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.progress import Cancelled
from workshopdesk.domain.registration import Role
from workshopdesk.services import attendance, demo, listing
from workshopdesk.services.events import create_event
from workshopdesk.services.papers import KINDS, make_papers, paper_bytes, write_whole
from workshopdesk.services.papers.certificates import certificate_batch
from workshopdesk.services.papers.event_report import participation
from workshopdesk.services.papers.facts import EventFacts, read_facts
from workshopdesk.services.papers.issuing import with_certificates
from workshopdesk.services.papers.wording import Wording, people_count, phone, total_count
from workshopdesk.store import Store, open_store
from workshopdesk.store import tables as t

EVENT, OTHER = "BUALAPHA-2025", "KHAMMOUANE-2024"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme's database, made once."""
    return demo.make_demo(tmp_path_factory.mktemp("demo"), papers=False).database


@pytest.fixture
def store(sample: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the sample programme that a test may change."""
    shutil.copy(sample, tmp_path / "copy.wdb")
    opened = open_store(str(tmp_path / "copy.wdb"))
    yield opened
    opened.close()


def facts_of(store: Store, code: str = EVENT) -> EventFacts:
    """Everything about an event."""
    with store.read() as reader:
        return read_facts(reader, code)


def names(store: Store, code: str = EVENT) -> list[str]:
    """The names in list order."""
    return [str(row["name"]) for row in listing.participants(store, code)["participants"]]


def text_of(content: bytes) -> str:
    """The whole text of a PDF."""
    return "\n".join(reading.pages(content))


def test_everything_that_exists_is_made_and_named_by_the_rule(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "papers"
    made = make_papers(store, OTHER, out=out)
    wanted = {
        f"{OTHER}-{kind.code}-{language}.{format}"
        for kind in KINDS.values()
        if kind.needs not in ("groups", "findings", "payments", "invitations")
        for language in kind.languages
        for format in kind.formats
    }
    assert {path.name for path in made} == wanted == {path.name for path in out.iterdir()}


@pytest.mark.parametrize("kind", ["sign-in-sheet", "participant-list", "certificates"])
@pytest.mark.parametrize("language", ["lo", "en", "lo-en"])
def test_the_names_on_paper_are_those_in_the_database(
    store: Store, kind: str, language: str, tmp_path: Path
) -> None:
    content = paper_bytes(store, EVENT, kind, language, "pdf")
    found, layout = text_of(content), reading.poppler(content, tmp_path)
    for name in names(store):
        assert name in found
        assert name in layout


def test_group_lists_hold_every_member(store: Store) -> None:
    found = text_of(paper_bytes(store, EVENT, "group-lists", "lo", "pdf"))
    facts = facts_of(store)
    people = {p.id: p.name for p in facts.people}
    members = [id for work in facts.group_work for g in work.groups for id in g.member_ids]
    assert members
    assert all(people[id] in found for id in members)
    questions = [g.question_lo for work in facts.group_work for g in work.groups]
    assert all(question in found for question in questions)


def test_certificates_are_numbered_once(store: Store) -> None:
    first = paper_bytes(store, EVENT, "certificates", "lo", "pdf")
    numbers = [c.number for c in facts_of(store).certificates]
    assert paper_bytes(store, EVENT, "certificates", "lo", "pdf") == first
    assert [c.number for c in facts_of(store).certificates] == numbers
    assert len(set(numbers)) == len(numbers) == len(names(store))
    with store.read() as reader:
        rows = reader.participants(facts_of(store).event.id)
    assert {row.certificate_number for row in rows} == set(numbers)


def test_looking_at_certificates_does_not_issue_them(store: Store) -> None:
    looked = paper_bytes(store, EVENT, "certificates", "lo", "pdf", issue=False)
    assert not facts_of(store).certificates
    assert paper_bytes(store, EVENT, "certificates", "lo", "pdf") == looked
    assert facts_of(store).certificates


def test_only_those_who_meet_the_rule_get_a_certificate(store: Store) -> None:
    facts = facts_of(store)
    out, half = facts.people[3], facts.people[4]
    absent = dict.fromkeys(range(1, 5), Mark.ABSENT)
    attendance.set_marks(store, EVENT, {out.id: absent, half.id: {1: Mark.ABSENT, 2: Mark.EXCUSED}})
    found = text_of(paper_bytes(store, EVENT, "certificates", "lo", "pdf"))
    assert out.name not in found.replace(half.name, "")
    assert half.name in found


def test_a_revoked_certificate_is_not_printed_again(store: Store) -> None:
    paper_bytes(store, EVENT, "certificates", "lo", "pdf")
    first = facts_of(store).certificates[0]
    with store.unit_of_work("Revoke") as work:
        work.get(t.Certificate, first.id).state = "revoked"
        work.commit()
    assert first.number not in text_of(paper_bytes(store, EVENT, "certificates", "lo", "pdf"))


def test_a_mask_that_cannot_be_filled_is_refused(store: Store) -> None:
    with store.unit_of_work("Break the mask") as work:
        (office,) = work.find(t.Office, slot="own")
        office.certificate_mask = "{serial}/X"
        work.commit()
    with pytest.raises(UserError, match="serial"):
        paper_bytes(store, EVENT, "certificates", "lo", "pdf")
    assert not facts_of(store).certificates


class StopAfter:
    """A progress that stops after so many reports."""

    def __init__(self, reports: int) -> None:
        self.left = reports

    def step(self, done: int, total: int, label: str = "") -> None:
        """Count down, then stop."""
        assert 0 <= done <= max(total, 1)
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("reports", [1, 3, 12, 60])
def test_a_cancel_leaves_only_whole_files(store: Store, tmp_path: Path, reports: int) -> None:
    out = tmp_path / "papers"
    with pytest.raises(Cancelled):
        make_papers(store, EVENT, out=out, progress=StopAfter(reports))
    for path in out.iterdir() if out.exists() else ():
        assert path.suffix in (".pdf", ".xlsx")
        assert path.read_bytes()[:4] in (b"%PDF", b"PK\x03\x04")


def test_same_database_same_bytes(store: Store, tmp_path: Path) -> None:
    kinds = ["sign-in-sheet", "agenda", "event-report", "funder-workbook"]
    one = make_papers(store, EVENT, kinds=kinds, out=tmp_path / "one")
    two = make_papers(store, EVENT, kinds=kinds, out=tmp_path / "two")
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]


@pytest.mark.parametrize(
    ("kinds", "languages", "formats"),
    [
        (["invitation-to-dance"], None, None),
        (["funder-workbook"], ["lo"], None),
        (["group-lists"], None, ["xlsx"]),
    ],
)
def test_papers_that_do_not_exist_are_refused(
    store: Store,
    tmp_path: Path,
    kinds: list[str],
    languages: list[str] | None,
    formats: list[str] | None,
) -> None:
    with pytest.raises(UserError):
        make_papers(
            store, EVENT, kinds=kinds, languages=languages, formats=formats, out=tmp_path / "p"
        )
    assert not (tmp_path / "p").exists()


def test_group_lists_without_groups_are_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        make_papers(store, OTHER, kinds=["group-lists"], out=tmp_path)


def test_a_folder_that_cannot_be_is_an_environment_problem(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EnvironmentProblem):
        make_papers(store, EVENT, kinds=["agenda"], out=tmp_path / "file")


def test_an_event_code_cannot_lead_out_of_the_folder(store: Store, tmp_path: Path) -> None:
    with store.unit_of_work("Rename") as work:
        (event,) = work.find(t.Event, code=EVENT)
        event.code = "../../B/25"
        work.commit()
    made = make_papers(
        store, "../../B/25", kinds=["agenda"], languages=["lo"], formats=["pdf"], out=tmp_path / "p"
    )
    assert [path.parent for path in made] == [tmp_path / "p"]


def test_a_name_in_mark_up_prints_as_typed(store: Store) -> None:
    typed = '<img src="x.png"/>'
    with store.unit_of_work("Rename") as work:
        person = facts_of(store).people[0]
        assert person.person_id is not None
        work.get(t.Person, person.person_id).given_name = typed
        work.commit()
    for kind in ("sign-in-sheet", "certificates"):
        assert typed in text_of(paper_bytes(store, EVENT, kind, "lo", "pdf"))


def test_someone_of_unknown_sex_stays_in_the_totals(store: Store) -> None:
    person = facts_of(store).people[0]
    with store.unit_of_work("Forget") as work:
        assert person.person_id is not None
        work.get(t.Person, person.person_id).sex = None
        work.commit()
    text = text_of(paper_bytes(store, EVENT, "event-report", "en", "pdf"))
    assert "87 people; sex not said for 1" in text
    everyone = participation(facts_of(store), Wording("en")).tables[0].total
    assert (everyone.not_said, everyone.total) == (1, 87)


def test_funder_workbook_agrees_with_the_list(store: Store) -> None:
    rows = listing.participants(store, EVENT)["participants"]
    book = CalamineWorkbook.from_filelike(
        BytesIO(paper_bytes(store, EVENT, "funder-workbook", "lo-en", "xlsx"))
    )
    assert book.sheet_names == ["Summary", "People", "Participations", "Events", "Codes"]
    summary = book.get_sheet_by_name("Summary").to_python(skip_empty_area=False)
    women = sum(row["sex"] == "F" for row in rows)
    men = sum(row["sex"] == "M" for row in rows)
    unique = next(row for row in summary if "Unique participants" in row)
    assert unique[3:7] == [women, men, len(rows) - women - men, len(rows)]
    khammouane = next(row for row in summary if "Khammouane" in row)
    assert khammouane[6] == sum(row["province"] == "ຄຳມ່ວນ" for row in rows)


def test_libreoffice_calculates_the_figures_of_the_list(store: Store, tmp_path: Path) -> None:
    content = paper_bytes(store, EVENT, "funder-workbook", "lo-en", "xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(reading.recalculated(content, tmp_path)))
    summary = book.get_sheet_by_name("Summary").to_python(skip_empty_area=False)
    rows = listing.participants(store, EVENT)["participants"]
    for label in ("Unique participants", "Participations (person × event)", "Total"):
        found = next(row for row in summary if label in row[2:3])
        assert found[3:7] == [
            sum(row["sex"] == "F" for row in rows),
            sum(row["sex"] == "M" for row in rows),
            sum(row["sex"] is None for row in rows),
            len(rows),
        ]


def test_funder_workbook_leaves_persons_out(store: Store) -> None:
    book = CalamineWorkbook.from_filelike(
        BytesIO(paper_bytes(store, EVENT, "funder-workbook", "lo-en", "xlsx"))
    )
    cells = {
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    }
    rows = listing.participants(store, EVENT)["participants"]
    assert not cells & {str(row["name"]) for row in rows}
    assert not cells & {phone(str(row["phone"])) for row in rows}


def test_an_event_of_which_nothing_is_known_has_papers(store: Store, tmp_path: Path) -> None:
    day = date(2025, 12, 31)
    create_event(
        store, code="BARE", title_lo="ກອງປະຊຸມ", first_day=day, last_day=day + timedelta(days=1)
    )
    made = make_papers(store, "BARE", out=tmp_path)
    assert {path.name for path in made if path.stem.endswith("-lo-en")} == {
        "BARE-sign-in-sheet-lo-en.pdf", "BARE-sign-in-sheet-lo-en.xlsx",
        "BARE-event-report-lo-en.pdf", "BARE-funder-workbook-lo-en.xlsx",
    }  # fmt: skip
    for kind in ("agenda", "participant-list", "group-lists", "certificates"):
        with pytest.raises(UserError):
            make_papers(store, "BARE", kinds=[kind], out=tmp_path)
    with store.unit_of_work("Register") as work:
        event = work.reader.event("BARE")
        person = work.add(t.Person(given_name="ດວງໃຈ", surname=""))
        work.add(t.Registration(event_id=event.id, person_id=person.id, role=Role.PARTICIPANT))
        work.add(t.Registration(event_id=event.id, order=2, role=Role.GUEST, position="ແຂກ" * 60))
        work.commit()
    make_papers(store, "BARE", out=tmp_path)
    for kind in ("sign-in-sheet", "certificates", "event-report"):
        assert (tmp_path / f"BARE-{kind}-lo-en.pdf").read_bytes().startswith(b"%PDF")
    text = text_of((tmp_path / "BARE-sign-in-sheet-lo.pdf").read_bytes())
    assert "ດວງໃຈ" in text
    assert "31 ທັນວາ 2025 - 1 ມັງກອນ 2026" in text


@pytest.mark.parametrize(
    ("digits", "grouped"),
    [
        ("02028513358", "020 2851 3358"),
        ("0305123456", "030 512 3456"),
        ("021212345", "021 212 345"),
        ("", ""),
        ("12345", "12345"),
    ],
)
def test_phones_are_grouped(digits: str, grouped: str) -> None:
    assert phone(digits) == grouped


def test_counts_in_words() -> None:
    assert people_count("en", 87, 29) == "87 people (29 women)"
    assert people_count("en", 1, 1) == "1 person (1 woman)"
    assert total_count("en", 1234, 0) == "1,234 people in all, 0 women"


def test_an_office_that_said_nothing_of_itself_can_certify(store: Store) -> None:
    facts = with_certificates(store, EVENT, issue=False)
    nameless = replace(facts.office, name_lo="", name_en="", abbreviation="", signers=())
    batch = certificate_batch(replace(facts, office=nameless), Wording("en"))
    assert isinstance(batch, CertificateBatch)
    assert batch.certifies.main == "This is to certify that"
    assert [signer.title.main for signer in batch.signers] == ["Certified by"]


def test_a_paper_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, whole = tmp_path / "paper.pdf", b"x" * 10_000
    synced: list[tuple[int, bool]] = []
    sync = os.fsync

    def noted(handle: int) -> None:
        synced.append((os.fstat(handle).st_size, path.exists()))
        sync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    assert write_whole(path, whole).read_bytes() == whole
    assert synced == [(len(whole), False)]
