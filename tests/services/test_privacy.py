"""The file a person is given."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from workshopdesk.domain.errors import EnvironmentProblem
from workshopdesk.services import privacy
from workshopdesk.store import fixed_origin, open_store
from workshopdesk.store import tables as t


def test_a_person_is_given_their_data_as_a_file(tmp_path: Path) -> None:
    origin = fixed_origin("privacy", datetime(2025, 9, 1, tzinfo=UTC))
    store = open_store(str(tmp_path / "x.wdb"), create=True, origin=origin)
    with store.unit_of_work("Add") as work:
        person = work.add(t.Person(given_name="ນາງ", surname="ໃໝ່"))
        work.commit()
    path = privacy.export_person(store, person.id, tmp_path / "out" / "data.json")
    said = json.loads(path.read_text(encoding="utf-8"))
    assert said == privacy.person_data(store, person.id)
    assert said["person"]["surname"] == "ໃໝ່"
    with pytest.raises(EnvironmentProblem, match="cannot be written"):
        privacy.export_person(store, person.id, path)
    assert privacy.due(store, date(2100, 1, 1)).people == ()
    assert privacy.anonymise(store, person.id).people == 1
    store.close()
