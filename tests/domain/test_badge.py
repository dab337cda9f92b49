"""Badge codes: one per registration, and no slip of a finger makes one of another."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from workshopdesk.domain.badge import LENGTH, badge_code, read_badge_code

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_the_code_of_a_registration_never_changes() -> None:
    assert badge_code(UUID(int=1)) == badge_code(UUID(int=1))
    assert badge_code(UUID(int=1)) == "JG6VMTZYH"


@given(st.uuids())
def test_it_is_read_as_people_type_it(key: UUID) -> None:
    code = badge_code(key)
    assert len(code) == LENGTH
    assert set(code) <= set(LETTERS)
    spoken = f" {code[:5]}-{code[5:]} ".lower().replace("0", "o").replace("1", "l")
    assert read_badge_code(spoken) == code


@given(st.uuids(), st.integers(0, LENGTH - 1), st.sampled_from(LETTERS))
def test_one_wrong_character_is_noticed(key: UUID, at: int, wrong: str) -> None:
    code = badge_code(key)
    typed = code[:at] + wrong + code[at + 1 :]
    assert read_badge_code(typed) == (code if wrong == code[at] else None)


@given(st.uuids(), st.integers(0, LENGTH - 2))
def test_two_exchanged_neighbours_are_noticed(key: UUID, at: int) -> None:
    code = badge_code(key)
    typed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert read_badge_code(typed) == (code if typed == code else None)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    code = read_badge_code(text)
    assert code is None or (len(code) == LENGTH and read_badge_code(code) == code)
