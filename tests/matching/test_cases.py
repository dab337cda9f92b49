"""Cases as coordinators meet them: who is certainly one, who is offered, who is left alone."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from workshopdesk.domain.people import Sex
from workshopdesk.matching.people import Directory, Known

F, M = Sex.FEMALE, Sex.MALE
PHONE, OTHER_PHONE = ("02055123456",), ("02077998811",)
HER = Known(
    UUID(int=1), "ຄຳໝັ້ນ ລັດຕະນະ", phones=PHONE, sex=F, organisation="a", province="LA-KH",
    birth_year=1980,
)  # fmt: skip
CROWD = [
    Known(UUID(int=100 + n), f"{given} {surname}", province=f"LA-{place}", sex=sex)
    for n, (given, surname, place, sex) in enumerate(
        (g, s, p, x)
        for g, x in (("ບຸນມີ", M), ("ສົມພອນ", F), ("ຈັນທາ", None), ("ແກ້ວ", F), ("ຄຳ", M))
        for s in ("ວົງ", "ພົມມະ", "ສີສຸກ", "ລັດຕະນະ")
        for p in ("SV", "KH", "VT")
    )
]
SURELY, ASKED, NOT = "certain", "offered", "left alone"

CASES: dict[str, tuple[dict[str, object], str]] = {
    "listed again": ({}, SURELY),
    "another spelling of ຳ": ({"name": "ຄໍາໝັ້ນ ລັດຕະນະ"}, SURELY),
    "ຫມ for ໝ": ({"name": "ຄຳຫມັ້ນ ລັດຕະນະ"}, SURELY),
    "in Latin letters": ({"name": "", "name_latin": "Khammanh Rattana"}, SURELY),
    "moved to another province and post": ({"province": "LA-VT", "organisation": "b"}, SURELY),
    "moved, and nothing else is known": (
        {"province": "LA-VT", "organisation": "b", "sex": None, "birth_year": None},
        SURELY,
    ),
    "called by her given name": ({"name": "ຄຳໝັ້ນ"}, SURELY),
    "surname first": ({"name": "ລັດຕະນະ ຄຳໝັ້ນ"}, ASKED),
    "ມ for ໝ, which sounds alike": ({"name": "ຄຳມັ້ນ ລັດຕະນະ"}, SURELY),
    "a slip in the given name": ({"name": "ຄຳພັ້ນ ລັດຕະນະ"}, ASKED),
    "a new phone": ({"phones": OTHER_PHONE}, ASKED),
    "no phone given": ({"phones": ()}, ASKED),
    "married: another surname, the same phone": ({"name": "ຄຳໝັ້ນ ວົງສະຫວັນ"}, ASKED),
    "another sex said, all else the same": ({"sex": M}, ASKED),
    "her husband, with her phone": (
        {"name": "ບຸນມີ ລັດຕະນະ", "sex": M, "birth_year": 1975, "organisation": "b"},
        NOT,
    ),
    "her twin sister, with her phone": ({"name": "ຄຳແສງ ລັດຕະນະ", "organisation": "b"}, NOT),
    "a daughter with her phone": (
        {"name": "ພອນສະຫວັນ ລັດຕະນະ", "birth_year": 2004, "organisation": ""},
        NOT,
    ),
    "a namesake elsewhere": (
        {"phones": OTHER_PHONE, "province": "LA-VT", "organisation": "b", "birth_year": 1999},
        NOT,
    ),
    "a colleague of that surname": (
        {"name": "ສົມພອນ ລັດຕະນະ", "phones": OTHER_PHONE, "birth_year": 1990},
        NOT,
    ),
    "a namesake of the other sex": (
        {"phones": OTHER_PHONE, "sex": M, "organisation": "b", "birth_year": None},
        NOT,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_decided_as_people_would(case: str) -> None:
    fields, wanted = CASES[case]
    other = replace(HER, id=UUID(int=2), **fields)  # type: ignore[arg-type]  # keywords of the case
    found = [
        m
        for m in Directory([*CROWD, HER, other]).matches()
        if {m.first.id, m.second.id} == {HER.id, other.id}
    ]
    got = NOT if not found else SURELY if found[0].certain else ASKED
    assert got == wanted, found
