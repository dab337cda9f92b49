"""A second window on the same file is noticed, and said; a mark left by a crash is not believed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workshopdesk import i18n
from workshopdesk.ui.second import OpenMark, notice

HOLDER = """
import sys
from pathlib import Path
from workshopdesk.ui.second import OpenMark
mark = OpenMark(Path(sys.argv[1]))
print(mark.alone, flush=True)
sys.stdin.readline()
"""


def test_a_second_window_is_noticed_and_the_first_forgotten_when_it_closes(tmp_path: Path) -> None:
    i18n.set_screen_language("en")
    database = tmp_path / "office.wdb"
    first = OpenMark(database)
    second = OpenMark(database)
    assert first.alone
    assert not second.alone
    assert "another window" in notice().title
    first.release()
    third = OpenMark(database)
    assert third.alone
    third.release()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="processes are stopped by signals")
def test_a_window_that_crashed_is_not_taken_for_an_open_one(tmp_path: Path) -> None:
    database = tmp_path / "office.wdb"
    command = [sys.executable, "-c", HOLDER, str(database)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "True"
        assert not OpenMark(database).alone
        other.kill()
    mark = OpenMark(database)
    assert mark.alone
    mark.release()


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="everything may be written by this user"
)
def test_where_no_mark_can_be_made_nothing_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert OpenMark(tmp_path / "office.wdb").alone
    tmp_path.chmod(0o700)
