"""What restoring would change, record by record; and who stays anonymous through it."""

from __future__ import annotations

from pathlib import Path

from tests.store import samples
from tests.store.conftest import origin_named
from tests.store.test_privacy import NAME, write_person

from workshopdesk.services import backup as services
from workshopdesk.store import backup, open_store, privacy, restoring
from workshopdesk.store import tables as t


def test_what_was_added_changed_and_deleted_is_told_apart(file: Path, tmp_path: Path) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store, "E1")
    with store.unit_of_work("Programmes") as work:
        for code in ("KEPT", "CHANGED", "DELETED"):
            work.add(t.Programme(code=code))
        work.commit()
    made = backup.make(store, tmp_path / "copy.wdb")
    with store.unit_of_work("Edit") as work:
        by_code = {p.code: p for p in work.find(t.Programme)}
        by_code["CHANGED"].name_lo = "ໃໝ່"
        work.delete(by_code["DELETED"])
        work.add(t.Programme(code="ADDED 1"))
        work.add(t.Programme(code="ADDED 2"))
        work.commit()
    [programmes] = restoring.preview(made.path, file).differing
    assert programmes == restoring.TableCount("programme", 4, 3, added=2, changed=1, removed=1)
    said = services.preview_in_words(restoring.preview(made.path, file))
    assert said[:3] == [
        "Added since the backup, and gone after restoring: 2 programmes",
        "Changed since the backup, and as before after restoring: 1 programme",
        "Deleted since the backup, and back after restoring: 1 programme",
    ]
    store.close()


def test_who_was_anonymised_since_is_anonymous_after_restoring_too(
    file: Path, tmp_path: Path
) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    person = write_person(store)
    made = backup.make(store, tmp_path / "copy.wdb")
    privacy.anonymise(store, person)
    store.close()
    restored = services.restore(made.path, file)
    assert restored.known_again == (person,)
    assert NAME.encode() not in file.read_bytes()
    again = open_store(str(file))
    with again.read() as reader:
        assert reader.person(person).name == ""
    assert again.check() == []
    again.close()
    assert services.restore(made.path, file).known_again == (person,)
