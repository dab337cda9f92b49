"""Joining with "and"."""

from __future__ import annotations

import pytest

from workshopdesk.lao.lists import join_and


@pytest.mark.parametrize(
    ("items", "lao", "english"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B"], "A ແລະ B", "A and B"),
        (["A", "B", "C"], "A, B ແລະ C", "A, B and C"),
    ],
)
def test_join_and(items: list[str], lao: str, english: str) -> None:
    assert join_and(items, "lo") == lao
    assert join_and(items, "en") == english


def test_a_language_we_do_not_write_is_refused() -> None:
    with pytest.raises(KeyError):
        join_and(["A", "B"], "fr")
