"""Overview: what an event says of itself, and where it stands."""
