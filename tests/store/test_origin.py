"""Who writes: a device keeps its id, keys rise with time, a fixed origin repeats itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workshopdesk import settings
from workshopdesk.store import fixed_origin, system_origin

START = datetime(2025, 9, 1, tzinfo=UTC)


def test_a_machine_keeps_its_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "user_config_dir", lambda: tmp_path / "config")
    first = system_origin()
    assert system_origin().device == first.device
    assert first.author
    (tmp_path / "config" / "device-id").write_text("not an id")
    assert system_origin().device != first.device


def test_a_machine_that_keeps_nothing_can_still_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setattr(settings, "user_config_dir", lambda: blocked)
    assert system_origin().device != system_origin().device


def test_keys_are_version_7_and_rise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "user_config_dir", lambda: tmp_path)
    origin = system_origin()
    keys = [origin.new_id() for _ in range(200)]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert {key.version for key in keys} == {7}
    assert origin.now().utcoffset() == timedelta(0)


def test_a_fixed_origin_repeats_itself_and_differs_by_seed() -> None:
    one, same, other = (fixed_origin(s, START) for s in ("demo", "demo", "else"))
    drawn = [(o.device, o.new_id(), o.new_id(), o.now(), o.random_bytes(8)) for o in (one, same)]
    assert drawn[0] == drawn[1]
    assert drawn[0][1] < drawn[0][2]
    assert (other.device, other.new_id()) != drawn[0][:2]
    key = drawn[0][1]
    assert (key.version, key.variant) == (7, "specified in RFC 4122")
    assert one.now() > START
