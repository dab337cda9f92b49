"""What the user is told: refusals in their words, bugs with a report that names nobody."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.ui.messages import Message, Messages
from workshopdesk.ui.report import ReportDialog
from workshopdesk.ui.shell import Shell

NAME = "ທິບພາພອນ ສີສຸພັນ"


def told_of(error: Exception) -> Message:
    messages = Messages()
    heard: list[Message] = []
    messages.told.connect(heard.append)
    messages.error(error)
    return heard[0]


def test_errors_are_sorted_into_families(qtbot: QtBot) -> None:
    assert told_of(UserError("No", "Do this")).kind == "refusal"
    assert told_of(EnvironmentProblem("Disk full", "Make room")).kind == "environment"


@pytest.mark.usefixtures("expect_log_warnings")
def test_a_bug_report_says_where_but_nothing_of_anybody(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    try:
        int(NAME)
    except ValueError as error:
        message = told_of(error)
    assert message.kind == "bug"
    assert "ValueError" in message.report
    assert "test_messages.py" in message.report
    assert NAME not in message.report
    assert NAME not in caplog.text


def test_a_refusal_stays_in_a_bar_until_it_is_read(window: Shell, told: object) -> None:
    window.desk.messages.told.disconnect()
    window.desk.messages.told.connect(window._tell)
    window.desk.messages.error(UserError("Not now", "Wait a little."))
    assert window.bar.isVisible()
    assert "Not now" in window.bar.accessibleName()
    window.desk.messages.done("Saved")
    assert not window.bar.isVisible()
    assert window.status.said.text() == "Saved"


def test_the_report_can_be_read_and_copied(window: Shell) -> None:
    dialog = ReportDialog("Qt 6, somewhere.py:1", window)
    dialog.show()
    shown = dialog.findChild(QPlainTextEdit)
    assert shown is not None
    assert shown.toPlainText() == "Qt 6, somewhere.py:1"
    assert shown.isReadOnly()
    dialog.close()
