"""Who is this: evidence for and against, what is certain, what is offered."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshopdesk.domain.people import Sex
from workshopdesk.domain.progress import Cancelled
from workshopdesk.i18n import set_screen_language
from workshopdesk.matching.people import LIKELY, Directory, Known, judge

KAM = Known(
    UUID(int=1), "ຄຳໝັ້ນ ລັດຕະນະ", phones=("02055123456",), sex=Sex.FEMALE,
    organisation="a", province="LA-KH", birth_year=1980,
)  # fmt: skip
CROWD = [
    Known(UUID(int=100 + n), f"{given} {surname}", province="LA-SV")
    for n, (given, surname) in enumerate(
        (g, s) for g in ("ບຸນມີ", "ສົມພອນ", "ຈັນທາ", "ແກ້ວ") for s in ("ວົງ", "ພົມມະ", "ສີສຸກ")
    )
]


@pytest.fixture(autouse=True)
def english() -> None:
    """Reasons are compared in English."""
    set_screen_language("en")


def row(name: str, **fields: object) -> Known:
    """A row of a list, from Khammouane."""
    return replace(Known(None, name, province="LA-KH"), **fields)  # type: ignore[arg-type]  # keywords of the test


@pytest.mark.parametrize(
    "name",
    ["ຄຳໝັ້ນ ລັດຕະນະ", "ຄໍາຫມັ້ນ  ລັດຕະນະ", "ຄຳຫມັນ ລັດຕະນະ", "Khammanh Rattana", "Kamman Lattana"],
)
def test_the_same_person_in_any_spelling_is_certain_with_a_phone(name: str) -> None:
    directory = Directory([KAM, *CROWD])
    found = directory.certain(row(name, phones=("02055123456",)))
    assert found is KAM


@pytest.mark.parametrize(
    "other",
    [
        row("ຄຳແສງ ລັດຕະນະ", phones=("02055123456",)),  # a sister with the family's phone
        row("ຄຳໝັ້ນ ລັດຕະນະ"),  # nothing but the name
        row("ຄຳໝັ້ນ ລັດຕະນະ", phones=("02055123456",), sex=Sex.MALE),
        row("ຄຳໝັ້ນ ລັດຕະນະ", phones=("02055123456",), birth_year=1951),
        row("ຄຳໝັ້ນ ວົງສະຫວັນ", phones=("02055123456",)),
    ],
)
def test_what_speaks_against_is_never_certain(other: Known) -> None:
    assert Directory([KAM, *CROWD]).certain(other) is None
    assert not judge(other, KAM).certain


def test_two_who_fit_are_not_certain_and_both_offered() -> None:
    directory = Directory([KAM, replace(KAM, id=UUID(int=2)), *CROWD])
    asked = row("ຄຳໝັ້ນ ລັດຕະນະ", phones=("02055123456",))
    assert directory.certain(asked) is None
    assert {c.person.id for c in directory.candidates(asked)} == {UUID(int=1), UUID(int=2)}


def test_reasons_are_told() -> None:
    told = judge(row("Khammanh Rattana", sex=Sex.MALE, phones=("0309999999",)), KAM).reasons
    assert told == (
        "a Lao and a Latin name that sound alike",
        "the same province",
        "against: another sex",
        "against: another phone",
    )
    assert judge(replace(KAM, name="ຄໍາຫມັ້ນ ລັດຕະນະ", id=None), KAM).reasons == (
        "the same name",
        "the same phone",
        "the same organisation and province",
        "the same year of birth",
    )


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ({}, {"organisation": "a"}),
        ({"organisation": "b"}, {}),
        ({"birth_year": 1950}, {"birth_year": 1980}),
        ({"sex": Sex.MALE}, {"sex": Sex.FEMALE}),
        ({"phones": ("0201",)}, {"phones": ("02055123456",)}),
        ({"province": "LA-VT"}, {"province": "LA-KH"}),
    ],
)
def test_agreement_raises_the_score(weaker: dict[str, object], stronger: dict[str, object]) -> None:
    name = "ຄຳໝັ້ນ ວົງສະຫວັນ"
    assert judge(row(name, **weaker), KAM).score <= judge(row(name, **stronger), KAM).score


def test_a_rare_name_says_more_than_a_common_one() -> None:
    many = [Known(UUID(int=1000 + n), "ບຸນມີ ວົງ") for n in range(300)]
    rare = Known(UUID(int=1), "ຂວັນໃຈ ນົນທະສອນ", province="LA-KH")
    common = Known(UUID(int=2), "ບຸນມີ ວົງ", province="LA-KH")
    directory = Directory([*many, rare, common])
    assert [c.person.id for c in directory.candidates(row(rare.name))] == [rare.id]
    assert directory.candidates(row(common.name)) == ()


def test_pairs_are_found_once_and_namesakes_told_apart() -> None:
    again = replace(KAM, id=UUID(int=2), name="Khammanh Rattana", organisation="b")
    namesake = Known(
        UUID(int=3), KAM.name, phones=("0209",), sex=Sex.MALE, province="LA-VT", birth_year=1999
    )
    found = list(Directory([*CROWD, KAM, again, namesake]).matches())
    assert [{m.first.id, m.second.id} for m in found] == [{KAM.id, again.id}]
    assert found[0].certain
    assert found[0].score >= LIKELY


def test_finding_pairs_can_be_cancelled() -> None:
    class Stop:
        def step(self, done: int, total: int, label: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(Directory(CROWD).matches(Stop()))


@given(st.lists(st.builds(Known, st.uuids(), st.text(max_size=12)), max_size=6), st.text())
def test_any_text_is_compared(people: list[Known], name: str) -> None:
    directory = Directory(people)
    for candidate in directory.candidates(Known(None, name)):
        assert LIKELY <= candidate.score <= 1
    assert directory.certain(Known(None, name)) is None


@given(st.text(max_size=20), st.text(max_size=20))
def test_judging_is_the_same_both_ways(a: str, b: str) -> None:
    one, two = Known(UUID(int=1), a), Known(UUID(int=2), b)
    assert judge(one, two).score == judge(two, one).score
