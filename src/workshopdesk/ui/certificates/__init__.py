"""Certificates of an event: the register, printing at the door, keys, and checking codes."""
