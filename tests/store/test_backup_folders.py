"""Where backups go: a folder chosen by a person, which may be a stick that is away."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.store import samples
from tests.store.conftest import origin_named

from workshopdesk import settings
from workshopdesk.store import backup, backup_folders, open_store
from workshopdesk.store.backup import Reason


@pytest.fixture
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user whose folders are this test's own, and who chose a stick."""
    monkeypatch.delenv(backup_folders.FOLDER_VARIABLE, raising=False)
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    stick = tmp_path / "stick"
    stick.mkdir()
    settings.choose_backup_root(stick)
    return stick


def test_a_chosen_folder_is_used_and_remembered(homes: Path) -> None:
    assert settings.chosen_backup_root() == homes
    assert backup_folders.away() is None
    assert backup_folders.folder_of(Path("x.wdb")).parent == homes
    settings.choose_backup_root(None)
    assert settings.chosen_backup_root() is None
    usual = settings.user_data_dir() / "backups"
    assert backup_folders.folder_of(Path("x.wdb")).parent == usual


def test_while_the_stick_is_away_backups_are_kept_here_and_both_are_listed(
    homes: Path, file: Path
) -> None:
    store = open_store(str(file), origin=origin_named("stick"))
    assert backup.automatic(store, Reason.DAILY) is not None
    shutil.move(homes, homes.with_name("pulled out"))
    assert backup_folders.away() == homes
    samples.write_event(store)
    made = backup.automatic(store, Reason.LEAVING)
    assert made is not None
    assert not homes.exists(), "no folder is made where the stick was mounted"
    shutil.move(homes.with_name("pulled out"), homes)
    listed = backup.of_database(file)
    assert [b.reason for b in listed] == [Reason.LEAVING, Reason.DAILY]
    assert {b.path.parent.parent for b in listed} == {homes, settings.user_data_dir() / "backups"}
    store.close()


def test_the_variable_of_the_environment_stands_above_the_choice(
    homes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(backup_folders.FOLDER_VARIABLE, str(tmp_path / "named"))
    assert backup_folders.roots() == (tmp_path / "named",)


def test_one_disk_is_told_from_another(tmp_path: Path) -> None:
    assert backup_folders.same_disk(tmp_path, tmp_path / "not" / "made" / "yet")
    if Path("/proc/self").exists():
        assert not backup_folders.same_disk(tmp_path, Path("/proc/self"))
