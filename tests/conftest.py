"""What holds in every test: an unexpected warning in the log is a failure."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

@pytest.fixture(scope="session", autouse=True)
def backups_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Backups made by themselves go to a folder of the tests, not the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKSHOPDESK_BACKUPS", str(tmp_path_factory.mktemp("backups")))
        yield


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
