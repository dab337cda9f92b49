"""Reusable widgets that know nothing of workshops."""
