"""Reading funders' own forms."""

from __future__ import annotations

from sqlalchemy import Connection, select

from workshopdesk.domain.forms import ReportForm, parse
from workshopdesk.store import tables as t


def report_forms(connection: Connection) -> tuple[ReportForm, ...]:
    """All forms by name. Raises UserError for marks that cannot be read."""
    f, a = t.ReportForm, t.Attachment
    wanted = (
        select(
            f.id, f.version, f.name, a.name.label("file_name"), f.attachment_id, f.marks, f.layout,
            f.programme_id, f.funder_id,
        )
        .join(a, a.id == f.attachment_id)
        .order_by(f.name, f.id)
    )  # fmt: skip
    return tuple(
        ReportForm(
            row.id, row.version, row.name, row.file_name, row.attachment_id, parse(row.marks),
            row.layout, row.programme_id, row.funder_id,
        )
        for row in connection.execute(wanted)
    )  # fmt: skip
