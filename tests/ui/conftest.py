"""Windows for the tests of this folder."""

from tests.windowed import event, event_id, sample_database, store, told, window

__all__ = ["event", "event_id", "sample_database", "store", "told", "window"]
