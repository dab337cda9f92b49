"""Events: every event in one list."""
