"""Opening: what is ours opens, everything else is told apart and left as it was."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.store import samples
from tests.store.conftest import origin_named

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.store import engines, files, open_store


def test_a_missing_file_is_made_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "new.wdb"
    with pytest.raises(UserError, match="No such database"):
        open_store(str(path))
    assert not path.parent.exists()
    store = open_store(str(path), create=True, origin=origin_named("x"))
    with store.read() as reader:
        assert len(reader.gazetteer().provinces) == 18
        assert len(reader.gazetteer().districts) == 148
        assert reader.office().state_lines_en[0] == "Lao People's Democratic Republic"
    assert store.check() == []
    store.close()


def empty(path: Path) -> None:
    """Such a file."""
    path.write_bytes(b"")


def text(path: Path) -> None:
    """Such a file."""
    path.write_text("ຊື່ ແລະ ນາມສະກຸນ\n" * 20, encoding="utf-8")


def workbook(path: Path) -> None:
    """Such a file."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")


def encrypted(path: Path) -> None:
    """Such a file."""
    raw = engines.driver.connect(str(path))
    raw.execute("PRAGMA key='secret'")
    raw.execute("CREATE TABLE person (name)")
    raw.commit()
    raw.close()


def of_another_program(path: Path) -> None:
    """Such a file."""
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE person (name)")
    raw.close()


def newer(path: Path) -> None:
    """Such a file."""
    open_store(str(path), create=True, origin=origin_named("x")).close()
    raw = engines.driver.connect(str(path))
    raw.execute("PRAGMA user_version=9999")
    raw.close()


def cut_off(path: Path) -> None:
    """Such a file."""
    open_store(str(path), create=True, origin=origin_named("x")).close()
    path.write_bytes(path.read_bytes()[:-5000])


def cut_short(path: Path) -> None:
    """Such a file."""
    path.write_bytes(b"SQLite format 3\x00half a header")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (empty, "empty"),
        (text, "text file"),
        (workbook, "Office document"),
        (encrypted, "encrypted"),
        (of_another_program, "another program"),
        (newer, "newer version"),
        (cut_off, "cut off"),
        (cut_short, "cut off"),
    ],
)
def test_what_is_not_ours_is_refused_in_words(
    tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    path = tmp_path / "file.wdb"
    make(path)
    before = path.read_bytes()
    with pytest.raises(UserError, match=said):
        open_store(str(path), origin=origin_named("x"))
    if make is not empty:
        with pytest.raises(UserError, match=said):
            open_store(str(path), create=True, origin=origin_named("x"))
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="folder"):
        open_store(str(tmp_path))


def test_a_damaged_page_is_found(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    middle = len(whole) // 2 // 4096 * 4096
    whole[middle : middle + 4096] = bytes(4096)
    file.write_bytes(whole)
    store = open_store(str(file), origin=origin_named("x"))
    assert {p.code for p in store.check()} == {"file_damaged"}
    store.close()


def test_an_unsafe_sqlite_is_refused() -> None:
    with pytest.raises(EnvironmentProblem, match=r"3\.51\.3"):
        engines.check_driver((3, 40, 1))
    engines.check_driver((3, 51, 3))


def test_files_are_opened_with_the_safe_settings(file: Path) -> None:
    engine = engines.connect_file(file)
    with engine.connect() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert said == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": engines.BUSY_MILLISECONDS,
    }


def test_a_read_only_file_is_told_in_words(file: Path) -> None:
    store = open_store(str(file), origin=origin_named("x"))
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(EnvironmentProblem, match="cannot be written"):
        store.unit_of_work("Write").__enter__()
    store.close()


def test_a_server_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="server"):
        open_store(f"postgresql://nobody@/none?host={tmp_path}", origin=origin_named("x"))
    with pytest.raises(UserError, match="address"):
        open_store("postgresql://a b:c/d[", origin=origin_named("x"))


def test_a_creation_broken_off_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new.wdb"

    def pulled_plug(_work: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("workshopdesk.store.opening.load_reference", pulled_plug)
        with pytest.raises(ZeroDivisionError):
            open_store(str(path), create=True, origin=origin_named("x"))
    with pytest.raises(UserError):
        open_store(str(path))
    store = open_store(str(path), create=True, origin=origin_named("x"))
    with store.read() as reader:
        assert len(reader.gazetteer().provinces) == 18
    assert store.check() == []
    store.close()


def crashed(file: Path, to: Path) -> Path:
    """A copy of a file as a crash leaves it, with its write-ahead log beside it."""
    store = open_store(str(file), origin=origin_named("x"))
    samples.write_event(store)
    for source in (file, *files.beside(file)):
        (to / source.name).write_bytes(source.read_bytes())
    store.close()
    files.beside(to / file.name)[1].unlink()
    return to / file.name


def test_after_a_crash_the_file_is_looked_through(file: Path, tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    whole = crashed(file, tmp_path / "whole")
    store = open_store(str(whole), origin=origin_named("x"))
    with store.read() as reader:
        assert len(reader.events()) == 1
    store.close()


def test_what_a_crash_damaged_is_refused_in_words(file: Path, tmp_path: Path) -> None:
    (tmp_path / "torn").mkdir()
    torn = crashed(file, tmp_path / "torn")
    content = bytearray(torn.read_bytes())
    for page in range(40, len(content) // 4096, 3):
        content[page * 4096 : (page + 1) * 4096] = bytes(4096)
    torn.write_bytes(content)
    with pytest.raises(EnvironmentProblem, match="damaged"):
        open_store(str(torn), origin=origin_named("x"))


def test_a_machine_that_writes_tells_its_name(file: Path) -> None:
    named = replace(origin_named("x"), device_name="desk in the hall")
    store = open_store(str(file), origin=named)
    samples.write_event(store)
    with store.read() as reader:
        assert (named.device, "desk in the hall") in reader.devices()
    store.close()
