"""Codes: what was signed comes back; anything else is told apart."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshopdesk import verifying
from workshopdesk.domain.certificate import Statement
from workshopdesk.verifying import base45, scsu
from workshopdesk.verifying.codes import LONGEST, Doubt, check, signed

KEY = verifying.new_key(random.Random(1).randbytes)
OTHER = verifying.new_key(random.Random(2).randbytes)
KEYS = {verifying.key_code(KEY.public): KEY.public}
TODAY = date(2026, 1, 1)
SAID = Statement(
    number="0012/ສພຂ.ຄມ-2025",
    name="ທ່ານ ນາງ ຄຳໝັ້ນ ລັດຕະນະວົງ",
    event="ກອງປະຊຸມແລກປ່ຽນລະຫວ່າງສະພາປະຊາຊົນແຂວງ ແລະ ອົງການຈັດຕັ້ງທາງສັງຄົມ",
    first_day=date(2025, 9, 15),
    last_day=date(2025, 9, 16),
    contact_minutes=720,
)
LAO = st.text(
    st.one_of(st.characters(min_codepoint=0x20, max_codepoint=0x7E), st.sampled_from(SAID.event)),
    max_size=80,
)


def test_base45_gives_the_examples_of_rfc_9285() -> None:
    assert base45.encode(b"AB") == "BB8"
    assert base45.encode(b"Hello!!") == "%69 VD92EX0"
    assert base45.encode(b"base-45") == "UJCLQE7W581"
    assert base45.decode("QED8WEX0") == b"ietf!"


@pytest.mark.parametrize("wrong", ["GGW", ":::", "A", "abc", "AB8Z", "é00"])
def test_what_is_not_base45_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        base45.decode(wrong)


@given(st.binary(max_size=200))
def test_base45_is_reversible(data: bytes) -> None:
    assert base45.decode(base45.encode(data)) == data


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_short_text_is_reversible(text: str) -> None:
    assert scsu.decode(scsu.encode(text)) == text


def test_a_lao_letter_takes_one_byte() -> None:
    assert len(scsu.encode(SAID.event)) == len(SAID.event) + 2


def test_what_was_signed_comes_back() -> None:
    code = signed(SAID, KEY)
    assert len(code) <= LONGEST
    assert check(code, KEYS, today=TODAY).doubt is None
    assert check(code, KEYS, today=TODAY).statement == SAID


@given(LAO, LAO)
@settings(max_examples=60)
def test_only_a_title_is_ever_shortened(name: str, event: str) -> None:
    statement = replace(SAID, name=name[:60], event=event * 4)
    code = signed(statement, KEY)
    assert len(code) <= LONGEST
    read = check(code, KEYS, today=TODAY).statement
    assert read is not None
    assert replace(read, event="") == replace(statement, event="")
    assert read.event == statement.event or statement.event.startswith(read.event.removesuffix("…"))


def test_a_name_of_sixty_letters_fits() -> None:
    name = "ຄຳໝັ້ນສີສະຫວາດ" * 4 + "ລັດຕ"
    read = check(signed(replace(SAID, name=name), KEY), KEYS, today=TODAY).statement
    assert read is not None
    assert read.name == name


def test_number_and_name_that_cannot_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        signed(replace(SAID, name="ກ" * 400), KEY)


def test_a_thousand_codes_with_one_flipped_byte_are_refused() -> None:
    chance = random.Random(3)
    whole = base45.decode(signed(SAID, KEY).removeprefix(verifying.PREFIX))
    for _ in range(1000):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        code = verifying.PREFIX + base45.encode(bytes(flipped))
        verdict = check(code, KEYS, today=TODAY)
        assert verdict.doubt in (Doubt.ALTERED, Doubt.UNKNOWN_ISSUER, Doubt.UNREADABLE)
        assert verdict.statement is None


def test_another_offices_code_is_unknown_not_altered() -> None:
    assert check(signed(SAID, OTHER), KEYS, today=TODAY).doubt is Doubt.UNKNOWN_ISSUER


def test_a_code_signed_by_another_under_our_name_is_altered() -> None:
    code = signed(SAID, OTHER)
    keys = {verifying.key_code(OTHER.public): KEY.public}
    assert check(code, keys, today=TODAY).doubt is Doubt.ALTERED


def test_revoked_and_expired_are_told_apart() -> None:
    code = signed(replace(SAID, expires_on=date(2025, 12, 31)), KEY)
    assert check(code, KEYS, today=date(2025, 12, 31)).doubt is None
    assert check(code, KEYS, today=TODAY).doubt is Doubt.EXPIRED
    assert check(code, KEYS, revoked={SAID.number}, today=TODAY).doubt is Doubt.REVOKED


@given(st.text(max_size=100))
def test_rubbish_is_unreadable(text: str) -> None:
    for code in (text, verifying.PREFIX + text):
        assert check(code, KEYS, today=TODAY).doubt is Doubt.UNREADABLE


@given(st.binary(max_size=120))
def test_rubbish_in_the_right_clothes_is_unreadable(data: bytes) -> None:
    code = verifying.PREFIX + base45.encode(data)
    assert check(code, KEYS, today=TODAY).doubt is Doubt.UNREADABLE


def test_the_list_of_revoked_numbers_is_signed() -> None:
    text = verifying.revocation_list({"0003/ສພຂ-2025", "0001/2025"}, TODAY, KEY)
    numbers, as_of = verifying.revoked_numbers(text, KEYS)
    assert numbers == {"0003/ສພຂ-2025", "0001/2025"}
    assert as_of == TODAY
    whole = bytearray(base45.decode(text.removeprefix(verifying.PREFIX)))
    whole[20] ^= 1
    with pytest.raises(ValueError, match="list of revoked"):
        verifying.revoked_numbers(verifying.PREFIX + base45.encode(bytes(whole)), KEYS)
    with pytest.raises(ValueError, match="list of revoked"):
        verifying.revoked_numbers(signed(SAID, KEY), KEYS)


def test_a_key_is_locked_with_a_passphrase() -> None:
    stored = verifying.locked(KEY.private, "ລະຫັດລັບ", random.Random(4).randbytes)
    assert verifying.unlocked(stored, "ລະຫັດລັບ") == KEY.private
    with pytest.raises(verifying.WrongPassphrase):
        verifying.unlocked(stored, "ລະຫັດລັບ ")
    with pytest.raises(ValueError, match="not a locked key"):
        verifying.unlocked("rubbish", "x")
