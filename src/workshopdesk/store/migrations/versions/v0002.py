"""Version 2: templates, checklists, targets, reports as sent, certificates to verify, money.

Frozen once released: never imports today's tables. A column added to a table that exists is
empty in old rows (NULL, or "" for words): that is also how the log tells a record made before
there was such a column.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from workshopdesk.store.migrations.versions.v0001 import (
    BOOLEAN,
    DATE,
    INTEGER,
    MOMENT,
    NUMBER,
    TEXT,
    columns,
    index,
    record,
    refers,
    unique,
)
from workshopdesk.store.migrations.versions.v0001 import KEY as KEY_TYPE


def upgrade() -> None:
    """Make the new tables, then add to the old ones what refers to them."""
    for make in TABLES:
        make()
    for extend in EXTENSIONS:
        extend()


def table(name: str, *parts: object) -> None:
    """A logged table."""
    flat: list[sa.schema.SchemaItem] = [*record(name)]
    for part in parts:
        flat.extend(part if isinstance(part, list) else [part])  # type: ignore[list-item]  # columns or a constraint
    op.create_table(name, *flat)


def words(name: str, *added: str) -> None:
    """Add columns of words, empty in the rows that exist."""
    for column in added:
        op.add_column(name, sa.Column(column, TEXT, nullable=False, server_default=""))


def unknowns(name: str, kind: sa.types.TypeEngine[Any], *added: str) -> None:
    """Add columns that are unknown in the rows that exist."""
    for column in added:
        op.add_column(name, sa.Column(column, kind, nullable=True))


def reference(name: str, column: str, target: str, *, indexed: bool) -> None:
    """Add a reference, unknown in the rows that exist; checked at commit like all others."""
    with op.batch_alter_table(name) as batch:
        batch.add_column(sa.Column(column, KEY_TYPE, nullable=True))
        batch.create_foreign_key(
            f"fk_{name}_{column}", target, [column], ["id"], deferrable=True, initially="DEFERRED"
        )
    if indexed:
        index(name, column)


def event_template() -> None:
    """Table event_template."""
    table(
        "event_template",
        columns(TEXT, "code", "name_lo", "name_en", "content"),
        unique("event_template", "code"),
    )


def checklist_item() -> None:
    """Table checklist_item."""
    table(
        "checklist_item",
        columns(KEY_TYPE, "event_id"),
        columns(INTEGER, "order"),
        columns(TEXT, "title_lo", "title_en", "responsible"),
        columns(DATE, "due", "done_on", optional=True),
        refers("checklist_item", {"event_id": "event.id"}),
    )
    index("checklist_item", "event_id")


def group_wish() -> None:
    """Table group_wish."""
    table(
        "group_wish",
        columns(KEY_TYPE, "session_id", "registration_id", "other_id"),
        columns(TEXT, "kind"),
        refers(
            "group_wish",
            {
                "session_id": "session.id",
                "registration_id": "registration.id",
                "other_id": "registration.id",
            },
        ),
    )
    index("group_wish", "session_id", "registration_id", "other_id")


def invitation() -> None:
    """Table invitation."""
    table(
        "invitation",
        columns(KEY_TYPE, "event_id"),
        columns(KEY_TYPE, "organisation_id", optional=True),
        columns(INTEGER, "order", "seats"),
        columns(TEXT, "organisation_text", "number", "role", "answer", "note"),
        columns(DATE, "sent_on", "answered_on", optional=True),
        refers(
            "invitation",
            {"event_id": "event.id", "organisation_id": "organisation.id", "role": "role.code"},
        ),
    )
    index("invitation", "event_id", "organisation_id")


def indicator_target() -> None:
    """Table indicator_target."""
    table(
        "indicator_target",
        columns(KEY_TYPE, "indicator_id"),
        columns(DATE, "first_day", "last_day"),
        columns(TEXT, "dimensions", "value"),
        refers("indicator_target", {"indicator_id": "indicator.id"}),
    )
    index("indicator_target", "indicator_id")


def saved_report() -> None:
    """Table saved_report."""
    table("saved_report", columns(TEXT, "name", "definition"))


def sent_report() -> None:
    """Table sent_report."""
    table(
        "sent_report",
        columns(TEXT, "series", "title", "recipient", "scope", "figures", "anchor"),
        columns(INTEGER, "number"),
        columns(DATE, "sent_on"),
        columns(KEY_TYPE, "programme_id", "event_id", optional=True),
        refers("sent_report", {"programme_id": "programme.id", "event_id": "event.id"}),
    )
    index("sent_report", "series", "programme_id", "event_id")


def sent_report_file() -> None:
    """Table sent_report_file."""
    table(
        "sent_report_file",
        columns(KEY_TYPE, "sent_report_id", "attachment_id"),
        columns(INTEGER, "order"),
        refers(
            "sent_report_file",
            {"sent_report_id": "sent_report.id", "attachment_id": "attachment.id"},
        ),
    )
    index("sent_report_file", "sent_report_id", "attachment_id")


def report_form() -> None:
    """Table report_form."""
    table(
        "report_form",
        columns(TEXT, "name", "marks", "layout"),
        columns(KEY_TYPE, "attachment_id"),
        columns(KEY_TYPE, "programme_id", "funder_id", optional=True),
        refers(
            "report_form",
            {
                "attachment_id": "attachment.id",
                "programme_id": "programme.id",
                "funder_id": "funder.id",
            },
        ),
    )
    index("report_form", "attachment_id", "programme_id", "funder_id")


def evaluation_result() -> None:
    """Table evaluation_result."""
    table(
        "evaluation_result",
        columns(KEY_TYPE, "event_id"),
        columns(INTEGER, "order"),
        columns(TEXT, "question_lo", "question_en", "answers"),
        refers("evaluation_result", {"event_id": "event.id"}),
    )
    index("evaluation_result", "event_id")


def certificate_template() -> None:
    """Table certificate_template."""
    table("certificate_template", columns(TEXT, "name", "content"))


def certificate_exception() -> None:
    """Table certificate_exception."""
    table(
        "certificate_exception",
        columns(KEY_TYPE, "registration_id"),
        columns(BOOLEAN, "allowed"),
        columns(TEXT, "reason"),
        refers("certificate_exception", {"registration_id": "registration.id"}),
    )
    index("certificate_exception", "registration_id")


def certificate_printing() -> None:
    """Table certificate_printing."""
    table(
        "certificate_printing",
        columns(KEY_TYPE, "certificate_id"),
        columns(MOMENT, "printed_at"),
        columns(INTEGER, "copy"),
        columns(TEXT, "way"),
        refers("certificate_printing", {"certificate_id": "certificate.id"}),
    )
    index("certificate_printing", "certificate_id")


def signing_key() -> None:
    """Table signing_key."""
    table(
        "signing_key",
        columns(TEXT, "code", "issuer_lo", "issuer_en", "public", "private"),
        columns(DATE, "first_day"),
        columns(DATE, "last_day", optional=True),
        unique("signing_key", "code"),
    )


def budget_line() -> None:
    """Table budget_line."""
    table(
        "budget_line",
        columns(KEY_TYPE, "event_id"),
        columns(KEY_TYPE, "funder_id", optional=True),
        columns(INTEGER, "order"),
        columns(TEXT, "code", "title_lo", "title_en", "currency", "planned", "committed", "spent"),
        columns(TEXT, "pays"),
        refers("budget_line", {"event_id": "event.id", "funder_id": "funder.id"}),
    )
    index("budget_line", "event_id", "funder_id")


def currency_rate() -> None:
    """Table currency_rate."""
    table("currency_rate", columns(TEXT, "currency", "kip"), columns(DATE, "first_day"))


def payment_rate() -> None:
    """Table payment_rate."""
    table(
        "payment_rate",
        columns(KEY_TYPE, "funder_id", optional=True),
        columns(TEXT, "kind", "grade", "currency", "amount", "source"),
        columns(TEXT, "province", "origin", optional=True),
        columns(DATE, "first_day"),
        columns(DATE, "last_day", optional=True),
        columns(BOOLEAN, "per_km"),
        refers(
            "payment_rate",
            {"funder_id": "funder.id", "province": "province.code", "origin": "province.code"},
        ),
    )
    index("payment_rate", "funder_id")


def payment_list() -> None:
    """Table payment_list."""
    table(
        "payment_list",
        columns(KEY_TYPE, "event_id"),
        columns(KEY_TYPE, "funder_id", "supplement_to_id", optional=True),
        columns(INTEGER, "number"),
        columns(TEXT, "currency", "options"),
        columns(DATE, "closed_on", optional=True),
        refers(
            "payment_list",
            {
                "event_id": "event.id",
                "funder_id": "funder.id",
                "supplement_to_id": "payment_list.id",
            },
        ),
    )
    index("payment_list", "event_id", "funder_id", "supplement_to_id")


def payment_line() -> None:
    """Table payment_line."""
    table(
        "payment_line",
        columns(KEY_TYPE, "list_id", "registration_id"),
        columns(INTEGER, "order", "distance_km", "half_days", "nights", "meals"),
        columns(TEXT, "name", "grade", "computed", "corrected", "reason"),
        columns(TEXT, "origin", optional=True),
        refers(
            "payment_line",
            {
                "list_id": "payment_list.id",
                "registration_id": "registration.id",
                "origin": "province.code",
            },
        ),
    )
    index("payment_line", "list_id", "registration_id")


def action_subject() -> None:
    """Table action_subject: filled from the log once all steps are taken."""
    op.create_table(
        "action_subject",
        *columns(KEY_TYPE, "subject_id"),
        *columns(NUMBER, "action"),
        sa.PrimaryKeyConstraint("subject_id", "action", name="pk_action_subject"),
        sa.ForeignKeyConstraint(["action"], ["action.number"], "fk_action_subject_action"),
        sqlite_with_rowid=False,
    )


def event() -> None:
    """What table event gets."""
    words("event", "basis_lo", "basis_en", "lessons_lo", "lessons_en")
    unknowns("event", INTEGER, "certificate_half_days")
    reference("event", "certificate_template_id", "certificate_template", indexed=False)


def attachment() -> None:
    """What table attachment gets."""
    words("attachment", "caption_lo", "caption_en")
    unknowns("attachment", INTEGER, "order")


def programme() -> None:
    """What table programme gets."""
    unknowns("programme", INTEGER, "retention_years")


def indicator() -> None:
    """What table indicator gets."""
    words("indicator", "set_code", "source")
    unknowns("indicator", INTEGER, "order")


def certificate() -> None:
    """What table certificate gets."""
    words("certificate", "name_latin", "unit", "event_title_lo", "event_title_en", "statement")
    unknowns("certificate", DATE, "first_day", "last_day", "revoked_on")
    unknowns("certificate", INTEGER, "contact_minutes", "copy")
    reference("certificate", "replaces_id", "certificate", indexed=True)


TABLES = (
    action_subject, event_template, checklist_item, group_wish, invitation, indicator_target,
    saved_report, sent_report, sent_report_file, report_form, evaluation_result,
    certificate_template, certificate_exception, certificate_printing, signing_key, budget_line,
    currency_rate,
    payment_rate, payment_list, payment_line,
)  # fmt: skip
EXTENSIONS = (event, attachment, programme, indicator, certificate)
