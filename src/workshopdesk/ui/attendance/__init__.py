"""Attendance: people against half-days, taken with the keyboard alone."""
