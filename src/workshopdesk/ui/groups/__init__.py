"""Groups: a board of mixed groups with people as cards."""
