"""Funders' own forms: given, marked cell by cell, looked at, and saved filled in."""
