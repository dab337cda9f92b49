"""A name is what was typed: only two plain names side by side are told apart, never mark-up."""

from __future__ import annotations

import pytest

from workshopdesk.exchange.values import _two_scripts


@pytest.mark.parametrize(
    "typed",
    [
        "ສົມ <img src=x> ຄຳ",
        "<b>ທ່ານ</b> & ຳ <img src=x onerror=1>",
        "ບຸນມີ & sons limited",
        "ຄຳ {Bold Name}",
    ],
)
def test_mark_up_stays_in_the_name(typed: str) -> None:
    assert _two_scripts(typed) == (typed, "")


@pytest.mark.parametrize("typed", ["ບຸນມີ ວົງໄຊ / Bounmy Vongxay", "ບຸນມີ ວົງໄຊ (Bounmy Vongxay)"])
def test_two_plain_names_are_told_apart(typed: str) -> None:
    assert _two_scripts(typed) == ("ບຸນມີ ວົງໄຊ", "Bounmy Vongxay")
