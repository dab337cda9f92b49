"""Readers: what was written is read back whole, in order, in frozen rows."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID, uuid4

import pytest
from tests.store import samples

from workshopdesk.domain.agenda import Part, SessionKind
from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.certificate import CertificateState
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Chair
from workshopdesk.domain.registration import Role
from workshopdesk.store import Store
from workshopdesk.store import tables as t


@pytest.fixture
def event_id(store: Store) -> UUID:
    """An event with everything around it."""
    made = samples.write_event(store)
    with store.unit_of_work("Surround") as work:
        rows = work.find(t.Registration, event_id=made)
        logo = work.attach(kind="logo", name="a.png", media_type="image/png", data=b"PNG")
        for code, order in (("P2", 1), ("P1", 2)):
            programme = work.add(t.Programme(code=code, name_en=code, logo_id=logo.id))
            funder = work.add(t.Funder(name_en=f"F{code}", logo_id=logo.id))
            work.add(t.ProgrammeFunder(programme_id=programme.id, funder_id=funder.id))
            work.add(t.EventProgramme(event_id=made, programme_id=programme.id, order=order))
        for kind, name in (("host", "ເຈົ້າພາບ"), ("organiser", "ຜູ້ຈັດ")):
            unit = work.add(t.Organisation(name_lo=name, type="assembly"))
            work.add(t.EventOrganisation(event_id=made, organisation_id=unit.id, kind=kind))
        for order, name in ((2, "ທ່ານ ສອງ"), (1, "ທ່ານ ໜຶ່ງ")):
            work.add(t.EventChair(event_id=made, order=order, name=name, title="ປະທານ"))
        add_group(work.find(t.Session, event_id=made)[0].id, rows, work)
        series, number = work.next_in_series("2025")
        work.add(
            t.Certificate(
                registration_id=rows[0].id, series_id=series, sequence=number, number="001/2025",
                name="ທ່ານ ຄຳສິງ", issued_on=date(2025, 9, 16),
            )
        )  # fmt: skip
        work.add(t.Attendance(registration_id=rows[1].id, half_day=2, mark="late"))
        work.add(t.HeadCount(event_id=made, women=3, men=2, role="guest"))
        work.commit()
    return made


def add_group(session_id: UUID, rows: list[t.Registration], work: object) -> None:
    """Two groups, the second made first, members against list order."""
    assert hasattr(work, "add")
    for number in (2, 1):
        group = work.add(t.WorkGroup(session_id=session_id, number=number, name=f"G{number}"))
        for order, row in enumerate(reversed(rows), 1):
            work.add(t.GroupMember(group_id=group.id, registration_id=row.id, order=order))
        work.add(t.Finding(group_id=group.id, order=1, text="ພົບ"))
        work.add(t.Finding(group_id=group.id, order=2, text="ສະເໜີ", recommendation=True))


def test_an_event_is_found_by_code_in_any_case_and_by_id(store: Store, event_id: UUID) -> None:
    with store.read() as reader:
        event = reader.event("e1")
        assert event == reader.event(event_id) == reader.event(str(event_id)) == reader.events()[0]
        assert event.chairs == (Chair("ທ່ານ ໜຶ່ງ", "ປະທານ"), Chair("ທ່ານ ສອງ", "ປະທານ"))
        with pytest.raises(UserError, match="No such event"):
            reader.event("%")
        with pytest.raises(UserError, match="No such event"):
            reader.event(uuid4())


def test_the_agenda(store: Store, event_id: UUID) -> None:
    with store.read() as reader:
        (session,) = reader.sessions(event_id)
    assert (session.code, session.start, session.kind) == ("d1s1", time(8, 30), SessionKind.OPENING)
    assert [(p.part, p.text_lo) for p in session.parts] == [(Part.CHAIR, "ທ່ານ ປະທານ")]


def test_participants(store: Store, event_id: UUID) -> None:
    with store.read() as reader:
        first, second, third = reader.participants(event_id)
    assert (first.name, first.sex, first.role) == ("ຄຳສິງ ນົນທະສອນ", "M", Role.PARTICIPANT)
    assert (first.province, first.province_lo, first.province_en) == (
        "LA-KH", "ຄຳມ່ວນ", "Khammouane",
    )  # fmt: skip
    assert (first.phone, first.certificate_number) == ("02055000001", "001/2025")
    assert (second.certificate_number, third.sex) == ("", None)
    assert first.sort_key < second.sort_key


def test_a_seat_without_a_name_is_a_row(store: Store, event_id: UUID) -> None:
    with store.unit_of_work("Promise a seat") as work:
        seat = t.Registration(event_id=event_id, order=4, role="guest", state="promised")
        seat.province_text = "ບ່ອນໃດບ່ອນໜຶ່ງ"
        work.add(seat)
        work.commit()
    with store.read() as reader:
        row = reader.participants(event_id)[3]
    assert (row.person_id, row.name, row.phone, row.sort_key) == (None, "", "", b"")
    assert row.province_lo == row.province_en == "ບ່ອນໃດບ່ອນໜຶ່ງ"


def test_groups_by_number_with_members_in_their_order(store: Store, event_id: UUID) -> None:
    with store.read() as reader:
        rows = reader.participants(event_id)
        groups = reader.groups(reader.sessions(event_id)[0].id)
    assert [g.number for g in groups] == [1, 2]
    assert groups[0].member_ids == tuple(r.id for r in reversed(rows))
    assert [(f.text, f.recommendation) for f in groups[0].findings] == [
        ("ພົບ", False), ("ສະເໜີ", True),
    ]  # fmt: skip


def test_marks_certificates_and_head_counts(store: Store, event_id: UUID) -> None:
    with store.read() as reader:
        rows = reader.participants(event_id)
        (mark,) = reader.attendance(event_id)
        (certificate,) = reader.certificates(event_id)
        (head_count,) = reader.head_counts(event_id)
    assert (mark.registration_id, mark.half_day, mark.mark) == (rows[1].id, 2, Mark.LATE)
    assert (certificate.number, certificate.state) == ("001/2025", CertificateState.ISSUED)
    assert (head_count.women, head_count.men, head_count.role) == (3, 2, Role.GUEST)


def test_programmes_in_the_events_order_with_logos(store: Store, event_id: UUID) -> None:
    with store.read() as reader:
        assert [p.code for p in reader.programmes()] == ["P1", "P2"]
        assert [p.code for p in reader.programmes_of(event_id)] == ["P2", "P1"]
        programme = reader.programmes_of(event_id)[0]
        assert programme.logo == programme.funders[0].logo == b"PNG"
        assert [o.name_lo for o in reader.hosts(event_id)] == ["ເຈົ້າພາບ"]
        assert [o.name_lo for o in reader.organisers(event_id)] == ["ຜູ້ຈັດ"]
        assert len(reader.organisations()) == 2


def test_people_are_found_in_any_spelling(store: Store, event_id: UUID) -> None:
    with store.read() as reader:
        assert [p.given_name for p in reader.people()] == ["ຄຳສິງ", "ສົມພອນ", "ບຸນມີ"]
        (found,) = reader.people("ຄໍາສິງ")
        assert reader.person(found.id) == found
        assert reader.people("%") == ()
        assert len(reader.people(limit=2)) == 2
        assert reader.phones([found.id]) == {found.id: ("02055000001",)}
        with pytest.raises(UserError, match="No such person"):
            reader.person(uuid4())


def test_a_remembered_layout(store: Store) -> None:
    with store.unit_of_work("Remember") as work:
        work.add(t.ListLayout(fingerprint="f", mapping='{"name": "B"}'))
        work.commit()
    with store.read() as reader:
        assert reader.layout("f") == {"name": "B"}
        assert reader.layout("other") is None


def test_the_office_and_its_signers(store: Store) -> None:
    with store.unit_of_work("Set up the office") as work:
        (office,) = work.find(t.Office, slot="own")
        office.name_lo = "ສະພາ"
        for order, name in ((2, "b"), (1, "a")):
            work.add(t.OfficeSigner(office_id=office.id, order=order, name_en=name))
        work.commit()
    with store.read() as reader:
        office_read = reader.office()
    assert [s.name_en for s in office_read.signers] == ["a", "b"]
    assert len(office_read.state_lines_lo) == 2


def test_one_snapshot_does_not_see_later_writes(store: Store, event_id: UUID) -> None:
    with store.read() as reader:
        assert len(reader.events()) == 1
        samples.write_event(store, "E2")
        assert len(reader.events()) == 1
    with store.read() as reader:
        assert len(reader.events()) == 2


def test_reference_data_is_there_and_can_be_extended(store: Store) -> None:
    with store.unit_of_work("Found a district") as work:
        work.add(t.District(code="0110", province="LA-VT", name_lo="ໃໝ່", variants="ໃຫມ່\nNew"))
        (meun,) = work.find(t.District, code="1011")
        assert "1012" in meun.variants.splitlines()
        (retired,) = work.find(t.District, code="0101")
        retired.active = False
        work.commit()
    with store.read() as reader:
        gazetteer = reader.gazetteer()
        assert len(gazetteer.districts) == 148
        assert "0101" not in gazetteer.district_by_code
        assert gazetteer.district_by_code["0110"].variants == ("ໃຫມ່", "New")
        assert {r.code for r in reader.roles()} == {str(role) for role in Role}
        assert len(reader.ethnic_families()) == 4
        assert len(reader.ethnic_groups()) == 50
        types = {o.code: o for o in reader.organisation_types()}
        assert types["association"].parent == "cso"
        assert reader.paper_texts()["state_line_1"]["en"] == "Lao People's Democratic Republic"


@pytest.mark.parametrize(
    ("position", "role"),
    [
        ("ປະທານສະພາປະຊາຊົນແຂວງ", "chair"),
        ("ຮອງປະທານ", None),
        ("ພະນັກງານເສນາທິການຊ່ວຍວຽກ", "assisting_staff"),
        ("ວິທະຍາກອນ", "resource_person"),
        ("ແຂກຖືກເຊີນ", "guest"),
        ("ວິຊາການ", None),
    ],
)
def test_position_rules(store: Store, position: str, role: str | None) -> None:
    with store.read() as reader:
        fitting = [rule.role for rule in reader.position_rules() if rule.fits(position)]
    assert fitting[:1] == ([role] if role else [])
