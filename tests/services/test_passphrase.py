"""The passphrase: how good one is, remembering it, and backups from before it."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.quick_keys import quick_keys

from workshopdesk import i18n
from workshopdesk.domain.errors import EnvironmentProblem
from workshopdesk.services import backup, passphrase
from workshopdesk.services.passphrase import Strength
from workshopdesk.store import fixed_origin, keeping, open_store
from workshopdesk.store.backup import FOLDER_VARIABLE

FIRST, SECOND = "ຊ້າງ ກິນ ກ້ວຍ 77", "four quiet rivers flow"


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    with quick_keys():
        yield


class Keyring:
    """The system's keyring, in memory."""

    errors = SimpleNamespace(KeyringError=OSError)

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_keyring(self) -> SimpleNamespace:
        """One that keeps secrets."""
        return SimpleNamespace(priority=5)

    def set_password(self, service: str, name: str, secret: str) -> None:
        """Keep."""
        self.kept[service, name] = secret

    def get_password(self, service: str, name: str) -> str | None:
        """Give back."""
        return self.kept.get((service, name))

    def delete_password(self, service: str, name: str) -> None:
        """Forget."""
        del self.kept[service, name]


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Keyring:
    """A machine with a keyring."""
    made = Keyring()
    monkeypatch.setattr(keeping, "_library", lambda: made)
    return made


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A closed database with one backup; messages in English."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "backups"))
    before = i18n.screen_language()
    i18n.set_screen_language("en")
    path = tmp_path / "x.wdb"
    origin = fixed_origin("passphrase", datetime(2025, 9, 1, tzinfo=UTC))
    store = open_store(str(path), create=True, origin=origin)
    backup.backup_now(store)
    store.close()
    yield path
    i18n.set_screen_language(before)


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("", Strength.TOO_SHORT), ("1234567", Strength.TOO_SHORT), ("12345678", Strength.WEAK),
        ("aaaaaaaaaaaaaaaa", Strength.WEAK), ("abcabcabcabcabcabc", Strength.WEAK),
        ("abcdefghijklmnop", Strength.WEAK), ("sabaidee", Strength.WEAK),
        (SECOND, Strength.FAIR),
        ("ຊ້າງສີຂາວ ຍ່າງຂ້າມສະພານ ຕອນແລງວັນສຸກ", Strength.STRONG),
    ],
)  # fmt: skip
def test_passphrases_are_rated(text: str, strength: Strength) -> None:
    rating = passphrase.rate(text)
    assert rating.strength is strength
    assert rating.hint


@given(st.text(string.ascii_letters + "ກຂຄງຈ 019", min_size=8, max_size=60), st.integers(1, 5))
def test_saying_it_several_times_makes_it_no_stronger_class(text: str, times: int) -> None:
    once, again = passphrase.rate(text), passphrase.rate(text + text[-1] * times)
    assert again.strength <= max(once.strength, passphrase.rate(text + text[-1]).strength)


def test_chance_beats_habit() -> None:
    letters = random.Random(7).choices(string.ascii_letters + string.digits, k=28)
    assert passphrase.rate("".join(letters)).strength is Strength.STRONG


def test_it_is_remembered_and_forgotten(data: Path, keyring: Keyring) -> None:
    assert passphrase.can_remember()
    assert passphrase.open_remembered(data) is None
    passphrase.set_passphrase(data, FIRST)
    passphrase.remember(data, FIRST)
    assert passphrase.is_remembered(data)
    store = passphrase.open_remembered(data)
    assert store is not None
    assert passphrase.of_store(store) == FIRST
    store.close()
    passphrase.set_passphrase(data, SECOND, FIRST)
    again = passphrase.open_remembered(data)
    assert again is not None, "a changed one is remembered anew"
    again.close()
    keyring.kept[next(iter(keyring.kept))] = FIRST
    assert passphrase.open_remembered(data) is None, "one that opens it no more is no way in"
    passphrase.forget(data)
    assert not passphrase.is_remembered(data)


def test_a_removed_one_is_forgotten(data: Path, keyring: Keyring) -> None:
    passphrase.set_passphrase(data, FIRST)
    passphrase.remember(data, FIRST)
    passphrase.set_passphrase(data, "", FIRST)
    assert not passphrase.is_set(data)
    assert keyring.kept == {}


def hide_backups(data: Path, aside: Path) -> None:
    """As if the stick with the backups were away."""
    (data.parent / "backups").rename(aside)


def test_backups_from_before_are_told_and_encrypted(data: Path, tmp_path: Path) -> None:
    assert passphrase.plain_backups(data) == ()
    hide_backups(data, tmp_path / "aside")
    passphrase.set_passphrase(data, FIRST)
    hide_backups_back = (tmp_path / "aside").rename(tmp_path / "backups")
    assert hide_backups_back.exists()
    [plain] = passphrase.plain_backups(data)
    assert not passphrase.is_set(plain.path)
    assert passphrase.encrypt_plain_backups(data, FIRST) == ()
    assert passphrase.plain_backups(data) == ()
    assert passphrase.is_set(plain.path)
    preview = backup.preview_restore(plain.path, data, FIRST)
    assert preview.lost_count == 0


def test_backups_from_before_are_deleted_only_when_there_is_a_newer_one(
    data: Path, tmp_path: Path
) -> None:
    hide_backups(data, tmp_path / "aside")
    passphrase.set_passphrase(data, FIRST)
    (tmp_path / "aside").rename(tmp_path / "backups")
    with pytest.raises(EnvironmentProblem, match="no encrypted backup yet"):
        passphrase.delete_plain_backups(data)
    store = open_store(str(data), passphrase=FIRST)
    backup.backup_now(store)
    store.close()
    assert passphrase.delete_plain_backups(data) == 1
    assert [b.encrypted for b in backup.list_backups(data)] == [True]
