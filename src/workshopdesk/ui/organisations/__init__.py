"""Organisations: what is known of each."""
