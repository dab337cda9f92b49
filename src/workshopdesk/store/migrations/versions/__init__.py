"""One module a schema version, each with ``upgrade()``; loaded only when needed."""
