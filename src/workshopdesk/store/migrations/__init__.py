"""Steps from one released schema to the next, in order, and the mark of the step reached."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, String, Table

REVISIONS = ("0001", "0002")
"""Every schema ever released; a database marked with another one is newer than we are."""

version_table = Table(
    "alembic_version", MetaData(), Column("version_num", String(32), primary_key=True)
)
"""The mark, in the table where Alembic keeps it."""
