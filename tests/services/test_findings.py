"""What a group reports is kept line by line, and never overwritten unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.windowed import TRAINING, sample_database, store

from workshopdesk.domain.errors import Conflict
from workshopdesk.domain.groups import WorkGroup
from workshopdesk.services import findings
from workshopdesk.store import Store

__all__ = ["Path", "sample_database", "store"]


def first_group(store: Store) -> WorkGroup:
    with store.read() as reader:
        sessions = reader.sessions(reader.event(TRAINING).id)
        return next(group for s in sessions for group in reader.groups(s.id))


def said(group: WorkGroup) -> list[tuple[str, bool]]:
    return [(f.text, f.recommendation) for f in group.findings]


def test_lines_are_kept_in_order_without_bullets(store: Store) -> None:
    findings.set_findings(store, first_group(store), ["- one", "", " two  more"], ["• do it", "-5"])
    assert said(first_group(store)) == [
        ("one", False), ("two more", False), ("do it", True), ("-5", True),
    ]  # fmt: skip
    findings.set_findings(store, first_group(store), ["two more"], [])
    assert said(first_group(store)) == [("two more", False)]


def test_what_was_reported_meanwhile_is_not_overwritten(store: Store) -> None:
    seen = first_group(store)
    findings.set_findings(store, seen, ["theirs"], [])
    with pytest.raises(Conflict) as conflict:
        findings.set_findings(store, seen, ["mine"], [])
    assert conflict.value.newer == {"findings": ["theirs"]}
    assert said(first_group(store)) == [("theirs", False)]


def test_findings_are_taken_back(store: Store) -> None:
    before = said(first_group(store))
    findings.set_findings(store, first_group(store), ["another"], ["advice"])
    with store.read() as reader:
        did = reader.undoable(store.origin.author)
    assert did is not None
    store.undo(did.id)
    assert said(first_group(store)) == before
