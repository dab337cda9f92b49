"""Windows for the journeys; a journey that fails leaves a picture of the window."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.windowed import event, event_id, sample_database, store, told, window

__all__ = ["event", "event_id", "sample_database", "store", "told", "window"]

PICTURES = Path(__file__).parents[2] / "build" / "journeys"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a journey failed while its window is still open."""
    report = yield
    if report.failed and report.when == "call":
        for number, widget in enumerate(QApplication.topLevelWidgets()):
            if widget.isVisible():
                PICTURES.mkdir(parents=True, exist_ok=True)
                widget.grab().save(str(PICTURES / f"{item.name}-{number}.png"))
    return report
