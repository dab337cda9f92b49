"""Agenda: the days side by side on a time grid."""
