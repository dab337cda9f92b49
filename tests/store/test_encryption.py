"""Encryption at rest: nothing readable without the passphrase, and one way in only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.store import samples
from tests.store.conftest import origin_named

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.store import (
    Origin,
    backup,
    encryption,
    engines,
    files,
    keeping,
    open_store,
    restoring,
)
from workshopdesk.store.backup import Reason
from workshopdesk.store.passphrases import Passphrase, PassphraseNeeded, WrongPassphrase

SECRET = "ນ້ຳຂອງ 'ໄຫຼ' ຊ້າໆ"
OTHER = "another long sentence"
DERIVATION = 256_000
"""SQLCipher 4's own number of rounds (PBKDF2-HMAC-SHA512)."""
WORDS = ["ຄຳສິງ".encode(), b"0205500000", b"CREATE TABLE", b"SQLite format 3"]


@pytest.fixture(autouse=True)
def backup_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's backup folder."""
    monkeypatch.setenv(backup.FOLDER_VARIABLE, str(tmp_path / "backups"))


@pytest.fixture(autouse=True)
def cheap_derivation(request: pytest.FixtureRequest) -> Iterator[None]:
    """Key derivation is slow on purpose; all tests but one do with little of it."""
    default(1_000 if "real" not in request.node.name else DERIVATION)
    yield
    default(DERIVATION)


def default(rounds: int) -> None:
    """Set SQLCipher's rounds of key derivation for this process."""
    raw = engines.driver.connect(":memory:")
    raw.execute(f"PRAGMA cipher_default_kdf_iter={rounds}")
    raw.close()


@pytest.fixture
def encrypted(file: Path) -> Path:
    """An encrypted file with one event."""
    write(file, "E1")
    assert encryption.set_passphrase(file, SECRET) == []
    return file


_writers = count(1)


def writer() -> Origin:
    """Someone new."""
    return origin_named(f"writer {next(_writers)}")


def write(file: Path, code: str, passphrase: str = "") -> None:
    """Save an event."""
    store = open_store(str(file), origin=writer(), passphrase=passphrase)
    samples.write_event(store, code)
    store.close()


def codes(file: Path, passphrase: str = "") -> list[str]:
    """Its events, and no fault."""
    store = open_store(str(file), origin=writer(), passphrase=passphrase)
    with store.read() as reader:
        found = sorted(event.code for event in reader.events())
    assert store.check() == []
    store.close()
    return found


def test_nothing_is_readable_in_an_encrypted_file(encrypted: Path) -> None:
    store = open_store(str(encrypted), origin=writer(), passphrase=SECRET)
    samples.write_event(store, "E2")
    for path in (encrypted, *files.beside(encrypted)):
        whole = path.read_bytes()
        assert [word for word in WORDS if word in whole] == []
    store.close()
    assert codes(encrypted, SECRET) == ["E1", "E2"]


def test_a_new_file_can_be_encrypted_from_the_first_byte(tmp_path: Path) -> None:
    path = tmp_path / "new.wdb"
    open_store(str(path), create=True, origin=origin_named("x"), passphrase=SECRET).close()
    assert b"CREATE TABLE" not in path.read_bytes()
    assert codes(path, SECRET) == []


def test_without_the_passphrase_it_is_asked_for(encrypted: Path) -> None:
    with pytest.raises(PassphraseNeeded, match="encrypted"):
        open_store(str(encrypted), origin=origin_named("x"))


def test_a_wrong_passphrase_is_told_plainly_and_changes_nothing(
    encrypted: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = encrypted.read_bytes()
    for wrong in (SECRET + " ", SECRET.upper() + "x", "'; DROP TABLE event; --"):
        with pytest.raises(WrongPassphrase, match="passphrase is wrong"):
            open_store(str(encrypted), origin=origin_named("x"), passphrase=wrong)
    assert encrypted.read_bytes() == before
    assert capfd.readouterr() == ("", "")


def test_the_real_derivation_is_that_of_sqlcipher(file: Path) -> None:
    encryption.set_passphrase(file, SECRET)
    raw = engines.raw_connection(file, "ro", Passphrase(SECRET))
    assert raw.execute("PRAGMA kdf_iter").fetchone() == (str(DERIVATION),)
    assert raw.execute("PRAGMA cipher_kdf_algorithm").fetchone() == ("PBKDF2_HMAC_SHA512",)
    raw.close()


def test_a_plain_file_needs_no_passphrase(file: Path) -> None:
    assert codes(file, SECRET) == []


def test_changing_the_passphrase_shuts_the_old_one_out(encrypted: Path) -> None:
    encryption.set_passphrase(encrypted, OTHER, SECRET)
    assert codes(encrypted, OTHER) == ["E1"]
    with pytest.raises(WrongPassphrase):
        open_store(str(encrypted), origin=origin_named("x"), passphrase=SECRET)


def test_removing_the_passphrase_needs_it(encrypted: Path) -> None:
    with pytest.raises(PassphraseNeeded):
        encryption.set_passphrase(encrypted, "")
    with pytest.raises(WrongPassphrase):
        encryption.set_passphrase(encrypted, "", OTHER)
    encryption.set_passphrase(encrypted, "", SECRET)
    assert codes(encrypted) == ["E1"]


def test_a_short_passphrase_is_refused(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(UserError, match="too short"):
        encryption.set_passphrase(file, "1234567")
    assert file.read_bytes() == before


def test_a_file_in_use_is_not_touched(file: Path) -> None:
    store = open_store(str(file), origin=writer())
    samples.write_event(store)
    with pytest.raises(EnvironmentProblem, match="another window"):
        encryption.set_passphrase(file, SECRET)
    samples.write_event(store, "E2")
    store.close()
    assert codes(file) == ["E1", "E2"]


def test_what_fails_half_way_leaves_the_file_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(file, "E1")

    def full(_part: Path, _path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "put_in_place", full)
    with pytest.raises(EnvironmentProblem, match="No space left"):
        encryption.set_passphrase(file, SECRET)
    assert codes(file) == ["E1"]
    assert [p.name for p in file.parent.iterdir() if p.name.startswith(".")] == []


def test_backups_keep_the_encryption(encrypted: Path, tmp_path: Path) -> None:
    store = open_store(str(encrypted), origin=writer(), passphrase=SECRET)
    made = backup.make(store, tmp_path / "copy.wdb")
    store.close()
    assert made.encrypted
    assert [word for word in WORDS if word in made.path.read_bytes()] == []
    with pytest.raises(PassphraseNeeded):
        restoring.preview(made.path, encrypted)
    write(encrypted, "E2", SECRET)
    keys = restoring.Keys(Passphrase(SECRET), Passphrase(SECRET))
    assert restoring.preview(made.path, encrypted, keys).lost_count == 1
    done = restoring.restore(made.path, encrypted, origin_named("later"), keys)
    assert codes(encrypted, SECRET) == ["E1"]
    assert done.before is not None
    assert [word for word in WORDS if word in done.before.read_bytes()] == []


def test_earlier_backups_are_encrypted_with_the_file(file: Path) -> None:
    store = open_store(str(file), origin=writer())
    samples.write_event(store)
    made = backup.automatic(store, Reason.LEAVING)
    store.close()
    assert made is not None
    assert encryption.set_passphrase(file, SECRET) == []
    [now] = backup.in_folder(made.path.parent)
    assert now.encrypted
    assert now.sha256 == files.sha256_of(now.path)
    assert backup.verify(now.path, Passphrase(SECRET)) == made.heads
    assert [word for word in WORDS if word in made.path.read_bytes()] == []


def test_backups_under_another_passphrase_are_named(encrypted: Path) -> None:
    store = open_store(str(encrypted), origin=writer(), passphrase=SECRET)
    made = backup.automatic(store, Reason.LEAVING)
    store.close()
    assert made is not None
    engine_before = made.path.read_bytes()
    encryption.set_passphrase(encrypted, OTHER, SECRET)
    made.path.write_bytes(engine_before)
    assert encryption.set_passphrase(encrypted, "", OTHER) == [made.path]


def test_the_key_is_derived_once(encrypted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(str(encrypted), origin=writer(), passphrase=SECRET)
    with store.read() as reader:
        reader.events()
    made: list[Path] = []
    monkeypatch.setattr(engines, "raw_connection", lambda path, *_: made.append(path))
    for number in range(20):
        samples.write_event(store, f"N{number}")
        with store.read() as reader:
            reader.events()
    store.close()
    assert made == []


def test_a_passphrase_is_never_shown(encrypted: Path) -> None:
    store = open_store(str(encrypted), origin=writer(), passphrase=SECRET)
    shown = f"{Passphrase(SECRET)!r} {store.engine!r} {store.engine.url!r} {store!r}"
    assert SECRET not in shown
    made = backup.automatic(store, Reason.LEAVING)
    store.close()
    assert made is not None
    assert SECRET not in backup.manifest_of(made.path).read_text(encoding="utf-8")


@dataclass
class Keyring:
    """Stands for the system's keyring."""

    priority: float = 5
    held: dict[tuple[str, str], str] = field(default_factory=dict)
    locked: bool = False

    class Locked(Exception):  # noqa: N818 - as the library names its own
        """What a locked keyring raises."""

    def __post_init__(self) -> None:
        self.errors = SimpleNamespace(KeyringError=self.Locked)

    def get_keyring(self) -> Keyring:
        """The backend."""
        return self

    def set_password(self, service: str, name: str, secret: str) -> None:
        """Keep."""
        self._open()
        self.held[service, name] = secret

    def get_password(self, service: str, name: str) -> str | None:
        """Give."""
        self._open()
        return self.held.get((service, name))

    def delete_password(self, service: str, name: str) -> None:
        """Forget."""
        self._open()
        if self.held.pop((service, name), None) is None:
            raise self.Locked

    def _open(self) -> None:
        if self.locked:
            raise self.Locked


def test_the_keyring_keeps_a_passphrase_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", Keyring())
    one, two = tmp_path / "one.wdb", tmp_path / "two.wdb"
    assert keeping.can_keep()
    keeping.keep(one, SECRET)
    assert (keeping.kept(one), keeping.kept(two)) == (SECRET, "")
    keeping.forget(one)
    keeping.forget(one)
    assert keeping.kept(one) == ""


def test_without_a_keyring_the_passphrase_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert not keeping.can_keep()
    assert keeping.kept(tmp_path) == ""
    with pytest.raises(EnvironmentProblem, match="no keyring"):
        keeping.keep(tmp_path, SECRET)
    monkeypatch.setitem(sys.modules, "keyring", Keyring(locked=True))
    assert keeping.kept(tmp_path) == ""
    with pytest.raises(EnvironmentProblem, match="did not take"):
        keeping.keep(tmp_path, SECRET)
