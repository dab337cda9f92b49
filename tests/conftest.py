"""What holds in every test: an unexpected warning in the log is a failure, and the user's own
folders are never touched.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator

import pytest

from workshopdesk import i18n


def pytest_configure(config: pytest.Config) -> None:
    """Data, settings, logs and backups go to a folder of this run."""
    home = tempfile.mkdtemp(prefix="workshopdesk-tests-")
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "WORKSHOPDESK_BACKUPS"):
        os.environ[variable] = home
    os.environ.pop("WORKSHOPDESK_DATA", None)


@pytest.fixture(autouse=True)
def language_as_before() -> Iterator[None]:
    """A test that switches the screen's language leaves it to the next one as it was."""
    before = i18n.screen_language()
    yield
    i18n.set_screen_language(before)


EXPECTED_WARNINGS = pytest.StashKey[bool]()


@pytest.fixture
def expect_log_warnings(request: pytest.FixtureRequest) -> None:
    """Ask for this fixture in a test that provokes warnings in the log on purpose."""
    request.node.stash[EXPECTED_WARNINGS] = True


@pytest.fixture(autouse=True)
def no_unexpected_log_warnings(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail the test that logged a warning or worse."""
    yield
    if request.node.stash.get(EXPECTED_WARNINGS, False):
        return
    loud = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not loud, [r.getMessage() for r in loud]
