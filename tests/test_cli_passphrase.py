"""Commands on an encrypted database: the passphrase from the environment or the terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.quick_keys import quick_keys

from workshopdesk import commands
from workshopdesk.cli import main
from workshopdesk.store import open_store

SECRET = "ຊ້າງ ກິນ ກ້ວຍ 77"


class Terminal(io.StringIO):
    """Standard input that is a terminal, or is none."""

    def __init__(self, real: bool) -> None:
        super().__init__()
        self._real = real

    def isatty(self) -> bool:
        """As asked for."""
        return self._real


@pytest.fixture
def data(tmp_path: Path) -> Iterator[str]:
    """An encrypted database."""
    with quick_keys():
        path = str(tmp_path / "locked.wdb")
        open_store(path, create=True, passphrase=SECRET).close()
        yield path


def test_the_environment_says_it(data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(commands.PASSPHRASE_VARIABLE, SECRET)
    assert main(["--data", data, "events", "list"]) == 0
    monkeypatch.setenv(commands.PASSPHRASE_VARIABLE, "wrong")
    assert main(["--data", data, "events", "list"]) == 3


def test_without_a_terminal_nothing_is_asked(data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(commands.PASSPHRASE_VARIABLE, raising=False)
    monkeypatch.setattr("sys.stdin", Terminal(False))
    assert main(["--data", data, "events", "list"]) == 3


@pytest.mark.parametrize(("typed", "code"), [(["no", SECRET], 0), (["no", "no", "no"], 3)])
def test_a_wrong_one_may_be_typed_again(
    data: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: list[str],
    code: int,
) -> None:
    monkeypatch.delenv(commands.PASSPHRASE_VARIABLE, raising=False)
    monkeypatch.setattr("sys.stdin", Terminal(True))
    answers = iter(typed)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    assert main(["--data", data, "events", "list"]) == code
    assert list(answers) == []
    assert SECRET not in capsys.readouterr().err
