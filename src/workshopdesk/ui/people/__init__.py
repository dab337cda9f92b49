"""People: find anybody by any spelling of the name."""
