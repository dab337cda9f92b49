"""The bytes of log entries: canonical, and every part of an entry is in its hash."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshopdesk.store import journal

values = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.uuids()
    | st.dates()
    | st.times()
    | st.lists(st.text() | st.none() | st.uuids(), max_size=2)
)


@given(values)
def test_a_value_is_compact_json_and_stays_so_when_read_back(value: object) -> None:
    text = journal.value_text(value)
    assert journal.value_text(json.loads(text)) == text
    assert "\n" not in text


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), values))
def test_fields_are_json(fields: dict[str, object]) -> None:
    texts = {name: journal.value_text(value) for name, value in fields.items()}
    read = json.loads(journal.fields_text(texts))
    assert {name: journal.value_text(value) for name, value in read.items()} == texts


def test_days_and_keys_read_well() -> None:
    key = UUID("0190a6b0-0000-7000-8000-000000000000")
    assert journal.value_text(key) == '"0190a6b0000070008000000000000000"'
    assert journal.value_text(date(2025, 9, 15)) == '"2025-09-15"'
    assert journal.value_text(time(8, 30)) == '"08:30:00"'
    with pytest.raises(TypeError):
        journal.value_text(object())


HEAD = journal.EntryHead(
    uuid4(), uuid4(), 7, 99, b"action", "person", uuid4(), "U", 2, 1, b"parent"
)


@pytest.mark.parametrize("field", HEAD._fields)
def test_every_part_of_an_entry_is_in_its_hash(field: str) -> None:
    was = getattr(HEAD, field)
    other: Any = {int: 12345, str: "x", bytes: b"x", UUID: uuid4()}[type(was)]
    parts: list[Any] = [other if f == field else getattr(HEAD, f) for f in HEAD._fields]
    changed = journal.EntryHead(*parts)
    assert journal.entry_hash(b"", changed, "{}", b"") != journal.entry_hash(b"", HEAD, "{}", b"")


def test_what_is_around_an_entry_is_in_its_hash_too() -> None:
    made = {
        journal.entry_hash(b"", HEAD, "{}", b""),
        journal.entry_hash(b"before", HEAD, "{}", b""),
        journal.entry_hash(b"", HEAD, '{"a":1}', b""),
        journal.entry_hash(b"", HEAD, "{}", b"digest"),
    }
    assert len(made) == 4


@given(
    st.dictionaries(st.sampled_from(["name", "surname", "phone"]), st.text(), min_size=1),
    st.sets(st.sampled_from(["name", "surname", "phone"])),
)
def test_erasing_keeps_the_digests(fields: dict[str, str], erased: set[str]) -> None:
    salt = b"0123456789abcdef"
    texts = {name: journal.value_text(value) for name, value in fields.items()}
    left, kept = journal.erase(salt, texts, erased)
    assert journal.kept_digests(kept, left) == journal.personal_digests(salt, texts)
    assert not left.keys() & erased
    told = json.dumps(kept)
    assert all(journal.field_salt(salt, name).hex() not in told for name in erased & fields.keys())


def test_the_clock_never_goes_back() -> None:
    now = datetime(2025, 9, 15, tzinfo=UTC)
    first = journal.next_clock(now, 0)
    assert first >> 16 == int(now.timestamp() * 1000)
    assert journal.next_clock(now, first) == first + 1
    assert journal.next_clock(datetime(2020, 1, 1, tzinfo=UTC), first) == first + 1
