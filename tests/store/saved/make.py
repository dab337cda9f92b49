"""Makes the populated database of today's schema version. Run once when a version is released:

python -m tests.store.saved.make
"""

from __future__ import annotations

from pathlib import Path

from tests.store import samples
from tests.store.conftest import origin_named

from workshopdesk.store import logbook, open_store


def main() -> None:
    """Write ``version-N.wdb`` beside this file, in place of one made before the release."""
    path = Path(__file__).with_name(f"version-{logbook.SCHEMA_VERSION}.wdb")
    path.unlink(missing_ok=True)
    store = open_store(str(path), create=True, origin=origin_named("saved"))
    samples.write_event(store)
    store.close()


if __name__ == "__main__":
    main()
