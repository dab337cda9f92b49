"""Participants: the list of an event, as quick as a sheet."""
