"""Settings, team's server: connecting in plain words, and no password in any file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from tests.store.servers import USER, binaries, running_server
from tests.windowed import Told

from workshopdesk import i18n
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.services import team
from workshopdesk.store import keeping, open_store
from workshopdesk.store.server.initialising import init
from workshopdesk.ui import reconnecting
from workshopdesk.ui.desk import Place
from workshopdesk.ui.settings.server import ServerPanel
from workshopdesk.ui.settings.view import SettingsRoom
from workshopdesk.ui.shell import Shell


@pytest.fixture(scope="module")
def socket() -> Iterator[Path]:
    """A team's server; gives its socket."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL IS NOT TESTED: no initdb found on this machine")
    with running_server(programs) as folder:
        init(f"postgresql://{USER}@/postgres?host={folder}")
        yield folder


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A keyring of this test's own."""
    names: dict[str, str] = {}
    monkeypatch.setattr(keeping, "can_keep", lambda: True)
    monkeypatch.setattr(keeping, "keep", lambda name, secret: names.update({str(name): secret}))
    monkeypatch.setattr(keeping, "kept", lambda name: names.get(str(name), ""))
    monkeypatch.setattr(keeping, "forget", lambda name: names.pop(str(name), None))
    return names


@pytest.fixture
def panel(window: Shell, kept: dict[str, str]) -> ServerPanel:
    """The page."""
    window.go(Place("settings", focus="server"))
    assert isinstance(window.room, SettingsRoom)
    window.room.server.remember.setEnabled(True)
    return window.room.server


def no_complaint(problem: UserError) -> None:
    """Nothing is to be told."""
    raise problem


def fill(panel: ServerPanel, host: str, database: str, login: str, password: str = "") -> None:
    """Type into the form and press the button."""
    for field, text in (
        (panel.host, host), (panel.database, database), (panel.login, login),
        (panel.password, password),
    ):  # fmt: skip
        field.setText(text)
    QTest.mouseClick(panel.connect_button, Qt.MouseButton.LeftButton)


def test_the_window_moves_to_the_server_and_keeps_no_password_in_a_file(
    panel: ServerPanel, window: Shell, socket: Path, kept: dict[str, str], tmp_path: Path
) -> None:
    panel.remember.setChecked(True)
    fill(panel, str(socket), "postgres", USER, "ລັບ/x@y")
    wanted = window.desk.between
    assert wanted is not None
    store = open_store(wanted.job().data)
    assert store.server == "localhost"
    store.close()
    assert list(kept.values()) == ["ລັບ/x@y"]
    for file in tmp_path.rglob("*"):
        if file.is_file() and file.suffix in (".ini", ".log"):
            text = file.read_text(encoding="utf-8")
            assert "ລັບ" not in text
            assert "%E0%BA" not in text
    assert reconnecting.remembered(window.desk.memory).startswith(f"postgresql://{USER}@/postgres")


@pytest.mark.parametrize(
    ("database", "login", "said"),
    [
        ("nothing", USER, "The server has no such database"),
        ("postgres", "stranger", "The server does not accept this login"),
        ("postgres", "", "Something is missing"),
    ],
)
def test_what_does_not_connect_is_told_in_words(
    panel: ServerPanel,
    window: Shell,
    socket: Path,
    told: Told,
    database: str,
    login: str,
    said: str,
) -> None:
    told.refusals_expected = True
    fill(panel, str(socket), database, login)
    assert [m.title for m in told.of("refusal", "environment")] == [said]
    assert window.desk.between is None
    assert reconnecting.remembered(window.desk.memory) == ""


def test_a_window_opens_on_the_server_it_was_on_last(
    socket: Path, tmp_path: Path, kept: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WORKSHOPDESK_DATA", raising=False)
    memory = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    to = team.address(str(socket), "postgres", USER)
    reconnecting.remember(memory, to.url)
    assert reconnecting.data(memory) == to.url
    store = reconnecting.opened(to.url, no_complaint)
    assert store is not None
    store.close()
    reconnecting.remember(memory, "")
    assert reconnecting.data(memory).endswith("workshopdesk.wdb")


def test_a_wrong_login_is_asked_about_until_given_up(
    socket: Path, kept: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    i18n.set_screen_language("en")
    told: list[str] = []
    answers = iter([("first", True), ("", False)])
    monkeypatch.setattr(
        "workshopdesk.ui.reconnecting.QInputDialog.getText", lambda *_args: next(answers)
    )
    to = team.address(str(socket), "postgres", "stranger")
    assert reconnecting.opened(to.url, lambda problem: told.append(problem.title)) is None
    assert told == ["The server does not accept this login"] * 2


def test_a_server_that_is_gone_may_be_left_for_this_computer(
    tmp_path: Path, kept: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOPDESK_DATA", str(tmp_path / "own.wdb"))
    asked: list[UserError] = []

    def here(problem: UserError) -> bool:
        asked.append(problem)
        return True

    monkeypatch.setattr(reconnecting, "_elsewhere", here)
    store = reconnecting.opened(team.address(str(tmp_path), "x", "y").url, no_complaint)
    assert store is not None
    assert store.server == ""
    assert isinstance(asked[0], EnvironmentProblem)
    store.close()


@pytest.mark.parametrize("host", ["db.example.la", "db.example.la:5432", "/run/postgresql"])
def test_an_address_is_read_back_as_it_was_written(host: str) -> None:
    made = team.address(host, "ຖານ ຂໍ້ມູນ", "anna b@x")
    assert team.parsed(made.url) == made
    assert team.parsed(made.with_password("p:@/?#")) == made
