"""Messages are compared in English here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from workshopdesk import i18n


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English during a test, whatever was spoken before."""
    before = i18n.screen_language()
    i18n.set_screen_language("en")
    yield
    i18n.set_screen_language(before)
