"""What a person is told before they restore, and when backups are made by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workshopdesk import i18n
from workshopdesk.domain.errors import EnvironmentProblem
from workshopdesk.services import backup
from workshopdesk.store import Store, fixed_origin, open_store
from workshopdesk.store import tables as t
from workshopdesk.store.backup import FOLDER_VARIABLE


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A new database; messages in English."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "backups"))
    before = i18n.screen_language()
    i18n.set_screen_language("en")
    origin = fixed_origin("backup", datetime(2025, 9, 1, tzinfo=UTC))
    opened = open_store(str(tmp_path / "x.wdb"), create=True, origin=origin)
    yield opened
    opened.close()
    i18n.set_screen_language(before)


def add(store: Store, code: str) -> None:
    """A programme."""
    with store.unit_of_work("Make programme %(code)s", code=code) as work:
        work.add(t.Programme(code=code))
        work.commit()


def test_the_preview_is_put_in_words(store: Store, tmp_path: Path) -> None:
    add(store, "ONE")
    made = backup.backup(store, tmp_path / "copy.wdb")
    same = backup.preview_in_words(backup.preview_restore(made.path, tmp_path / "x.wdb"))
    assert same[0] == "Nothing was done since this backup."
    add(store, "TWO")
    said = backup.preview_in_words(backup.preview_restore(made.path, tmp_path / "x.wdb"))
    assert said[:2] == [
        "Added since the backup, and gone after restoring: 1 programme",
        "Done since, and lost by restoring: 1",
    ]
    assert said[2].endswith("backup: Make programme TWO")
    assert said[3].endswith("backup: Make programme ONE")
    gone = backup.preview_in_words(backup.preview_restore(made.path, tmp_path / "none.wdb"))
    assert gone[0] == "The present file is missing or damaged."


def test_a_backup_somebody_asks_for_is_always_made(store: Store, tmp_path: Path) -> None:
    assert backup.backup_now(store) is not None
    assert backup.on_leaving(store) is None
    assert backup.backup_now(store) is not None
    assert [b.reason.value for b in backup.list_backups(tmp_path / "x.wdb")] == ["asked"] * 2


def test_a_folder_that_cannot_be_written_is_not_taken(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with pytest.raises(EnvironmentProblem, match="cannot be written there"):
        backup.choose_place(tmp_path / "none")
    assert not backup.place(tmp_path / "x.wdb").chosen
    (tmp_path / "stick").mkdir()
    assert backup.choose_place(tmp_path / "stick") == tmp_path / "stick"
    place = backup.place(tmp_path / "x.wdb")
    assert (place.folder, place.chosen, place.away) == (tmp_path / "stick", True, None)
    assert place.same_disk
    assert list((tmp_path / "stick").iterdir()) == []
    (tmp_path / "stick").rmdir()
    assert backup.place(tmp_path / "x.wdb").away == tmp_path / "stick"
    assert backup.choose_place(None) == tmp_path / "data" / "WorkshopDesk" / "backups"


def test_backups_come_by_themselves_and_are_listed(store: Store, tmp_path: Path) -> None:
    assert backup.daily(store) is not None
    assert backup.before_import(store) is None
    add(store, "ONE")
    assert backup.before_import(store) is not None
    assert backup.daily(store) is None
    add(store, "TWO")
    assert backup.on_leaving(store) is not None
    listed = backup.list_backups(tmp_path / "x.wdb")
    assert [b.reason.value for b in listed] == ["leaving", "import", "daily"]
    assert backup.faults_against_backups(store) == []
    store.close()
    restored = backup.restore(listed[1].path, tmp_path / "x.wdb")
    assert restored.before is not None
    again = open_store(str(tmp_path / "x.wdb"))
    with again.read() as reader:
        assert [p.code for p in reader.programmes()] == ["ONE"]
    assert backup.faults_against_backups(again) == []
    again.close()
