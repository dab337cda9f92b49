"""Refusals of these tests are in English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from workshopdesk import i18n


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The screen speaks English."""
    i18n.set_screen_language("en")
    yield
    i18n.set_screen_language("lo")
