"""The event report: every number is counting's, empty parts are left out, and it survives size."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from tests.documents import reading

from workshopdesk.documents.charts import INKS, Chart, chart_of
from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.counting import Count, Dimension, Rule, Unit, tally
from workshopdesk.domain.errors import Conflict, UserError
from workshopdesk.domain.event import Event
from workshopdesk.domain.problems import Severity
from workshopdesk.domain.progress import Silent
from workshopdesk.services import attendance, evaluation, events, photographs, ready, sample
from workshopdesk.services.papers import paper_bytes
from workshopdesk.services.papers.event_report import TABLES, event_report
from workshopdesk.services.papers.facts import EventFacts, read_facts, report_matter
from workshopdesk.services.papers.figures import event_figures
from workshopdesk.services.papers.wording import Wording
from workshopdesk.store import Store, open_store
from workshopdesk.store import tables as t

EVENT = "BUALAPHA-2025"


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme, made once."""
    path = tmp_path_factory.mktemp("report") / "sample.wdb"
    store = open_store(str(path), create=True)
    sample.load(store, Silent())
    store.close()
    return path


@pytest.fixture
def store(sample_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy a test may change."""
    shutil.copy(sample_file, tmp_path / "copy.wdb")
    opened = open_store(str(tmp_path / "copy.wdb"))
    yield opened
    opened.close()


def facts_of(store: Store) -> EventFacts:
    """The training with what its report holds."""
    with store.read() as reader:
        facts = read_facts(reader, EVENT)
        return replace(facts, report=report_matter(reader, facts.event.id))


def event_of(store: Store) -> Event:
    """The training as it is stored."""
    with store.read() as reader:
        return reader.event(EVENT)


def text_of(store: Store, language: str = "en") -> str:
    """All words of the PDF."""
    return "\n".join(reading.pages(paper_bytes(store, EVENT, "event-report", language, "pdf")))


def codes(store: Store) -> dict[str, Severity]:
    """What would be questioned, by code."""
    with store.read() as reader:
        return {p.code: p.severity for p in ready.questions(reader, reader.event(EVENT))}


def picture(folder: Path, name: str, size: tuple[int, int]) -> Path:
    """A photograph with what a camera writes into it."""
    image = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    image.save(folder / name, exif=exif)
    return folder / name


def spoil(store: Store) -> None:
    """People of unknown sex, present without being registered, late, and absent."""
    people = facts_of(store).registered
    attendance.set_marks(
        store, EVENT,
        {people[0].id: {1: Mark.LATE}, people[1].id: dict.fromkeys(range(1, 5), Mark.ABSENT)},
    )  # fmt: skip
    with store.unit_of_work("Spoil") as work:
        work.get(t.Registration, people[2].id).state = "confirmed"
        work.get(t.Registration, people[3].id).province = None
        person = people[4].person_id
        assert person is not None
        work.get(t.Person, person).sex = None
        work.commit()


def test_every_number_is_what_counting_says(store: Store) -> None:
    spoil(store)
    facts = facts_of(store)
    sheet = event_report(facts, Wording("en"))
    everyone = facts.participations

    def count(rule: Rule, *dimensions: Dimension) -> dict[tuple[str | None, ...], float]:
        found = tally(Count(Unit.PARTICIPATION, rule, dimensions=dimensions), everyone)
        return {(): found.total, **found.parts}

    registered, by_sex = count(Rule.REGISTERED), count(Rule.REGISTERED, Dimension.SEX)
    assert sheet.figures[0].value == str(int(registered[()]))
    assert f"women {int(by_sex[('F',)])} " in sheet.figures[0].note.main
    assert sheet.figures[2].value == str(int(count(Rule.COMPLETED)[()]))
    part = sheet.participation
    assert part is not None
    assert [line.count for line in part.sex] == [by_sex[(s,)] for s in ("F", "M", None)]
    for table, (dimension, _title) in zip(part.tables, TABLES, strict=True):
        parts = count(Rule.REGISTERED, dimension)
        totals = sorted(n for values, n in parts.items() if values)
        assert sorted(row.total for row in table.rows) == totals
        assert table.total.total == registered[()] == sum(totals)
    present = count(Rule.PRESENT)[()]
    told = " ".join(words.main for words in part.reconciliation)
    came = sum(p.half_days > 0 for p in everyone if p.state == "registered")
    assert f"{int(registered[()])} registered = {came} present" in told
    assert f"not among the registered: {int(present) - came}." in told
    assert sheet.annexes is not None
    assert len(sheet.annexes.people) == registered[()] + present - came
    grid = sheet.annexes.grid
    assert grid is not None
    for n, total in enumerate(grid.present):
        assert total == sum(row.marks[n] in ("present", "late") for row in grid.rows)


def test_the_same_numbers_stand_on_the_pages(store: Store) -> None:
    spoil(store)
    counted = event_figures(facts_of(store))
    text = text_of(store)
    for people in (counted.registered, counted.completed):
        assert re.search(rf"\b{people.total}\b", text)
        assert f"women {people.women} " in text
    half_days = [str(people.total) for _half_day, people in counted.half_days]
    assert re.search(r"\s+".join(["Present", *half_days]), text)


@pytest.mark.parametrize("language", ["lo", "en", "lo-en"])
def test_what_was_written_is_on_the_paper(store: Store, tmp_path: Path, language: str) -> None:
    event = event_of(store)
    evaluation.add_question(store, event, "ພໍໃຈບໍ", "Were you content?", [("Yes", 41), ("No", 3)])
    added = photographs.add_photograph(store, event, picture(tmp_path, "one.jpg", (2400, 1200)))
    with store.read() as reader:
        (kept,) = photographs.photographs(reader, event.id)
        data = reader.content(added)
    photographs.set_caption(store, kept, lao="ພິທີເປີດ", english="The opening")
    events.change_event(store, event_of(store), lessons_lo="ບົດຮຽນໜຶ່ງ", lessons_en="One lesson")
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (1600, 800)
        assert not image.getexif()
    content = paper_bytes(store, EVENT, "event-report", language, "pdf")
    text = "\n".join(reading.pages(content))
    lao, english = ("ພໍໃຈບໍ", "ພິທີເປີດ", "ບົດຮຽນໜຶ່ງ"), ("Were you content?", "The opening", "One lesson")
    for wanted in {"lo": lao, "en": english, "lo-en": (*lao, *english)}[language]:
        assert wanted in text
    assert "93.2%" in text or "93,2%" in text
    assert data in content


def test_empty_parts_are_left_out(store: Store) -> None:
    text = text_of(store)
    for title in ("Evaluation by the participants", "Lessons learnt", "Photographs"):
        assert title not in text
    numbers = [
        int(n) for n in re.findall(r"(?m)^(\d) (?:Purpose|Course|Agenda|Partic|What|Annex)", text)
    ]
    assert numbers == list(range(1, len(numbers) + 1))


def test_who_refused_is_counted_and_not_named(store: Store) -> None:
    person = facts_of(store).registered[0]
    assert person.person_id is not None
    with store.unit_of_work("Refuse") as work:
        work.add(t.Consent(person_id=person.person_id, purpose="list", given=False))
        work.commit()
    sheet = event_report(facts_of(store), Wording("en"))
    assert sheet.annexes is not None
    assert sheet.annexes.people[0].name.main == "Name withheld"
    assert len(sheet.annexes.people) == 87
    assert all(not line.phone for line in sheet.annexes.people)


def test_many_people_days_and_photographs(store: Store, tmp_path: Path) -> None:
    event = event_of(store)
    path = picture(tmp_path, "p.png", (400, 900))
    for _n in range(20):
        photographs.add_photograph(store, event, path)
    with store.unit_of_work("Many") as work:
        work.get(t.Event, event.id).last_day = event.first_day + timedelta(days=12)
        for n in range(500):
            person = work.add(t.Person(given_name="ດວງ", surname=f"ທີ {n}", sex="F"))
            work.flush()
            work.add(
                t.Registration(
                    event_id=event.id, person_id=person.id, role="guest", state="registered",
                    order=1000 + n,
                )
            )  # fmt: skip
        work.commit()
    text = text_of(store, "lo-en")
    assert "ດວງ ທີ 499" in text
    assert text.count("ດວງ ທີ 7\n") >= 1


def test_a_chart_reads_in_grey(store: Store) -> None:
    def light(colour: str) -> float:
        red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
        return (0.299 * red + 0.587 * green + 0.114 * blue) / 255

    greys = [light(ink.fill) for ink in INKS]
    assert all(b - a > 0.15 for a, b in pairwise(greys))
    assert all(abs(light(ink.fill) - light(ink.words)) > 0.5 for ink in INKS)
    part = event_report(facts_of(store), Wording("lo")).participation
    assert part is not None
    for table in part.tables:
        chart: Chart = chart_of(table)
        assert [bar.total for bar in chart.bars] == [row.total for row in table.rows]
        assert chart.series[0].main == "ຍິງ"


def test_answers_are_numbers_of_people(store: Store) -> None:
    event = event_of(store)
    key = evaluation.add_question(store, event, "ພໍໃຈບໍ", answers=[("ແມ່ນ", 3)])
    with store.read() as reader:
        (seen,) = reader.evaluation(event.id)
    assert (seen.id, seen.answers, seen.answered) == (key, (("ແມ່ນ", 3),), 3)
    for bad in ([("a", -1)], [("a", 1), ("a", 2)]):
        with pytest.raises(UserError):
            evaluation.change_question(store, seen, answers=bad)
    evaluation.change_question(store, seen, answers=[("ແມ່ນ", 4), ("", 9)])
    with pytest.raises(Conflict):
        evaluation.change_question(store, seen, question_en="Content?")
    second = evaluation.add_question(store, event, "", "Second")
    evaluation.move_question(store, event, second, 0)
    with store.read() as reader:
        found = reader.evaluation(event.id)
    assert [q.id for q in found] == [second, key]
    assert found[1].answers == (("ແມ່ນ", 4),)
    evaluation.remove_question(store, found[0])
    with pytest.raises(UserError):
        evaluation.add_question(store, event, " ")


def test_photographs_are_put_in_order_and_taken_away(store: Store, tmp_path: Path) -> None:
    event = event_of(store)
    ids = [
        photographs.add_photograph(store, event, picture(tmp_path, f"{n}.jpg", (40, 30)))
        for n in range(3)
    ]
    photographs.move_photograph(store, event, ids[2], 0)
    with store.read() as reader:
        found = photographs.photographs(reader, event.id)
    assert [kept.id for kept in found] == [ids[2], ids[0], ids[1]]
    photographs.remove_photograph(store, found[1])
    with store.read() as reader:
        assert [k.id for k in photographs.photographs(reader, event.id)] == [ids[2], ids[1]]
    (tmp_path / "no.jpg").write_text("no picture")
    with pytest.raises(UserError, match=r"no\.jpg"):
        photographs.add_photograph(store, event, tmp_path / "no.jpg")


def test_everything_that_would_be_questioned_is_told(store: Store) -> None:
    assert not {"sex_unknown", "half_days_unsigned", "two_provinces"} & codes(store).keys()
    spoil(store)
    people = facts_of(store).registered
    with store.unit_of_work("Spoil more") as work:
        for registration in facts_of(store).people:
            for mark in work.find(t.Attendance, registration_id=registration.id, half_day=4):
                work.delete(mark)
        person = people[6].person_id
        assert person is not None
        work.add(t.PersonSensitive(person_id=person, ethnic_family="lao-tai"))
        other = next(e for e in work.find(t.Event) if e.code != EVENT)
        other.first_day = event_of(store).first_day
        other.last_day = event_of(store).first_day
        work.add(
            t.Registration(
                event_id=other.id, person_id=person, role="guest", state="registered",
                province="LA-XE", order=999,
            )
        )  # fmt: skip
        work.commit()
    found = codes(store)
    for code in ("sex_unknown", "province_unknown", "half_days_unsigned", "two_provinces",
                 "consent_missing", "certificates_pending"):  # fmt: skip
        assert code in found, code
    assert found["half_days_unsigned"] is Severity.ERROR
    with store.unit_of_work("Agree") as work:
        work.add(t.Consent(person_id=person, purpose="sensitive", given=True))
        for session in work.find(t.Session, event_id=event_of(store).id):
            work.delete(session)
        work.commit()
    found = codes(store)
    assert "consent_missing" not in found
    assert "agenda_empty" in found
