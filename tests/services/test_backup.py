"""What a person is told before they restore, and when backups are made by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workshopdesk import i18n
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
        "programme: 2 now, 1 in the backup",
        "Done since, and lost by restoring: 1",
    ]
    assert said[2].endswith("backup: Make programme TWO")
    assert said[3].endswith("backup: Make programme ONE")
    gone = backup.preview_in_words(backup.preview_restore(made.path, tmp_path / "none.wdb"))
    assert gone[0] == "The present file is missing or damaged."


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
