"""The report of one event: what its funders will get, and who stands behind each number."""
