"""The Lao language: stored form, keys, breaks, names, dates, numbers. Uses nothing of ours."""
