"""Version 1: the tables of the first release. Frozen: never imports today's tables."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

KEY = sa.Uuid().with_variant(sa.LargeBinary(16), "sqlite")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
BIG, INTEGER, BOOLEAN = sa.BigInteger(), sa.Integer(), sa.Boolean()
TEXT, BYTES, DATE, TIME = sa.Text(), sa.LargeBinary(), sa.Date(), sa.Time()


def upgrade() -> None:
    """Make every table, those that others refer to first."""
    for make in TABLES:
        make()


def columns(kind: Any, *names: str, optional: bool = False) -> list[sa.Column[Any]]:
    """Columns of one kind; required unless ``optional``."""
    return [sa.Column(name, kind, nullable=optional) for name in names]


def record(table: str) -> list[Any]:
    """What every logged table begins with."""
    return [*columns(KEY, "id"), *columns(INTEGER, "version"), key(table, "id")]


def key(table: str, name: str) -> sa.PrimaryKeyConstraint:
    """The primary key."""
    return sa.PrimaryKeyConstraint(name, name=f"pk_{table}")


def refers(table: str, targets: dict[str, str]) -> list[sa.ForeignKeyConstraint]:
    """References ({column: target}), checked at commit."""
    return [
        sa.ForeignKeyConstraint(
            [name], [target], f"fk_{table}_{name}", deferrable=True, initially="DEFERRED"
        )
        for name, target in targets.items()
    ]


def unique(table: str, *names: str) -> sa.UniqueConstraint:
    """Values that exist once."""
    return sa.UniqueConstraint(*names, name=f"uq_{table}_{'_'.join(names)}")


def index(table: str, *names: str) -> None:
    """One index a column."""
    for name in names:
        op.create_index(f"ix_{table}_{name}", table, [name])


def certificate_series() -> None:
    """Table certificate_series."""
    op.create_table(
        "certificate_series",
        *record("certificate_series"),
        *columns(TEXT, "name"),
        *columns(INTEGER, "last"),
        unique("certificate_series", "name"),
    )


def content() -> None:
    """Table content."""
    op.create_table(
        "content",
        *columns(TEXT, "sha256"),
        *columns(BYTES, "data"),
        key("content", "sha256"),
    )


def device() -> None:
    """Table device."""
    op.create_table(
        "device",
        *columns(NUMBER, "number"),
        *columns(KEY, "id"),
        *columns(TEXT, "name"),
        *columns(NUMBER, "last_sequence"),
        *columns(BIG, "last_clock"),
        *columns(BYTES, "last_hash"),
        key("device", "number"),
        unique("device", "id"),
    )


def ethnic_family() -> None:
    """Table ethnic_family."""
    op.create_table(
        "ethnic_family",
        *record("ethnic_family"),
        *columns(TEXT, "code", "name_lo", "name_en", "confidence"),
        *columns(INTEGER, "order"),
        *columns(BOOLEAN, "active"),
        unique("ethnic_family", "code"),
    )


def list_layout() -> None:
    """Table list_layout."""
    op.create_table(
        "list_layout",
        *record("list_layout"),
        *columns(TEXT, "fingerprint", "mapping"),
        unique("list_layout", "fingerprint"),
    )


def office() -> None:
    """Table office."""
    op.create_table(
        "office",
        *record("office"),
        *columns(
            TEXT,
            "slot",
            "name_lo",
            "name_en",
            "abbreviation",
            "place_lo",
            "place_en",
            "state_lines_lo",
            "state_lines_en",
            "certificate_mask",
        ),
        unique("office", "slot"),
    )


def organisation_type() -> None:
    """Table organisation_type."""
    op.create_table(
        "organisation_type",
        *record("organisation_type"),
        *columns(TEXT, "code", "name_lo", "name_en", "confidence"),
        *columns(TEXT, "parent", optional=True),
        *columns(INTEGER, "order"),
        *columns(BOOLEAN, "active"),
        *refers("organisation_type", {"parent": "organisation_type.code"}),
        unique("organisation_type", "code"),
    )
    index("organisation_type", "parent")


def paper_text() -> None:
    """Table paper_text."""
    op.create_table(
        "paper_text",
        *record("paper_text"),
        *columns(TEXT, "code", "language", "text", "confidence"),
    )


def province() -> None:
    """Table province."""
    op.create_table(
        "province",
        *record("province"),
        *columns(TEXT, "code", "number", "name_lo", "name_en", "full_lo", "variants", "region"),
        *columns(BOOLEAN, "active"),
        unique("province", "code"),
    )


def role() -> None:
    """Table role."""
    op.create_table(
        "role",
        *record("role"),
        *columns(TEXT, "code", "name_lo", "name_en", "confidence"),
        *columns(INTEGER, "order"),
        *columns(BOOLEAN, "active"),
        unique("role", "code"),
    )


def action() -> None:
    """Table action."""
    op.create_table(
        "action",
        *columns(NUMBER, "number"),
        *columns(KEY, "id"),
        *columns(NUMBER, "device"),
        *columns(TEXT, "kind", "author"),
        *columns(MOMENT, "at"),
        *columns(TEXT, "message"),
        *columns(TEXT, "details", optional=True),
        *columns(BYTES, "salt", "erased_digest", optional=True),
        *columns(KEY, "undoes", optional=True),
        *columns(NUMBER, "first_sequence", "last_sequence"),
        key("action", "number"),
        sa.ForeignKeyConstraint(["device"], ["device.number"], "fk_action_device"),
        unique("action", "id"),
    )
    index("action", "author", "undoes")


def district() -> None:
    """Table district."""
    op.create_table(
        "district",
        *record("district"),
        *columns(TEXT, "code", "province", "name_lo", "name_en", "variants", "kind", "confidence"),
        *columns(BOOLEAN, "active"),
        *refers("district", {"province": "province.code"}),
        unique("district", "code"),
    )
    index("district", "province")


def ethnic_group() -> None:
    """Table ethnic_group."""
    op.create_table(
        "ethnic_group",
        *record("ethnic_group"),
        *columns(TEXT, "code", "family", "name_lo", "name_en", "confidence"),
        *columns(INTEGER, "order"),
        *columns(BOOLEAN, "active"),
        *refers("ethnic_group", {"family": "ethnic_family.code"}),
        unique("ethnic_group", "code"),
    )
    index("ethnic_group", "family")


def office_signer() -> None:
    """Table office_signer."""
    op.create_table(
        "office_signer",
        *record("office_signer"),
        *columns(KEY, "office_id"),
        *columns(INTEGER, "order"),
        *columns(TEXT, "title_lo", "title_en", "name_lo", "name_en"),
        *refers("office_signer", {"office_id": "office.id"}),
    )
    index("office_signer", "office_id")


def position_rule() -> None:
    """Table position_rule."""
    op.create_table(
        "position_rule",
        *record("position_rule"),
        *columns(TEXT, "pattern", "role"),
        *columns(INTEGER, "order"),
        *columns(BOOLEAN, "active"),
        *refers("position_rule", {"role": "role.code"}),
        unique("position_rule", "pattern"),
    )


def change() -> None:
    """Table change."""
    op.create_table(
        "change",
        *columns(NUMBER, "number"),
        *columns(KEY, "operation_id"),
        *columns(NUMBER, "device", "sequence"),
        *columns(BIG, "clock"),
        *columns(NUMBER, "action"),
        *columns(TEXT, "kind"),
        *columns(KEY, "record_id"),
        *columns(TEXT, "operation"),
        *columns(INTEGER, "version", "schema_version"),
        *columns(TEXT, "fields"),
        *columns(BYTES, "parents", "previous_hash", "hash"),
        key("change", "number"),
        sa.ForeignKeyConstraint(["device"], ["device.number"], "fk_change_device"),
        sa.ForeignKeyConstraint(["action"], ["action.number"], "fk_change_action"),
        unique("change", "device", "sequence"),
        unique("change", "operation_id"),
    )
    index("change", "record_id")


def event() -> None:
    """Table event."""
    op.create_table(
        "event",
        *record("event"),
        *columns(
            TEXT,
            "code",
            "kind",
            "status",
            "title_lo",
            "title_en",
            "topic_lo",
            "topic_en",
            "objectives_lo",
            "objectives_en",
            "summary_lo",
            "summary_en",
        ),
        *columns(DATE, "first_day", "last_day"),
        *columns(TEXT, "venue_lo", "venue_en"),
        *columns(TEXT, "province", "district", optional=True),
        *columns(TEXT, "reference_number"),
        *columns(INTEGER, "completion_percent"),
        *columns(TEXT, "certificate_roles_out"),
        *refers("event", {"province": "province.code", "district": "district.code"}),
        unique("event", "code"),
    )
    index("event", "first_day")


def organisation() -> None:
    """Table organisation."""
    op.create_table(
        "organisation",
        *record("organisation"),
        *columns(TEXT, "name_lo", "name_en", "abbreviation"),
        *columns(TEXT, "type", "level", optional=True),
        *columns(KEY, "parent_id", optional=True),
        *columns(TEXT, "province", "district", optional=True),
        *columns(TEXT, "sector"),
        *columns(TEXT, "search_key", optional=True),
        *columns(BYTES, "sort_key", optional=True),
        *refers(
            "organisation",
            {
                "type": "organisation_type.code",
                "parent_id": "organisation.id",
                "province": "province.code",
                "district": "district.code",
            },
        ),
    )
    index("organisation", "parent_id", "search_key")


def event_organisation() -> None:
    """Table event_organisation."""
    op.create_table(
        "event_organisation",
        *record("event_organisation"),
        *columns(KEY, "event_id", "organisation_id"),
        *columns(TEXT, "kind"),
        *columns(INTEGER, "order"),
        *refers(
            "event_organisation", {"event_id": "event.id", "organisation_id": "organisation.id"}
        ),
    )
    index("event_organisation", "event_id", "organisation_id")


def head_count() -> None:
    """Table head_count."""
    op.create_table(
        "head_count",
        *record("head_count"),
        *columns(KEY, "event_id"),
        *columns(INTEGER, "women", "men", "not_said"),
        *columns(TEXT, "role"),
        *columns(KEY, "organisation_id", optional=True),
        *columns(TEXT, "note"),
        *refers(
            "head_count",
            {"event_id": "event.id", "role": "role.code", "organisation_id": "organisation.id"},
        ),
    )
    index("head_count", "event_id", "organisation_id")


def person() -> None:
    """Table person."""
    op.create_table(
        "person",
        *record("person"),
        *columns(
            TEXT, "honorific", "rank", "given_name", "surname", "given_name_latin", "surname_latin"
        ),
        *columns(TEXT, "sex", optional=True),
        *columns(DATE, "birth_date", optional=True),
        *columns(INTEGER, "birth_year", "age_said", optional=True),
        *columns(DATE, "age_said_on", optional=True),
        *columns(KEY, "organisation_id", optional=True),
        *columns(TEXT, "position", "village"),
        *columns(TEXT, "province", "district", optional=True),
        *columns(BOOLEAN, "primary_stakeholder", optional=True),
        *columns(KEY, "merged_into_id", optional=True),
        *columns(TEXT, "search_key", optional=True),
        *columns(BYTES, "sort_key", optional=True),
        *columns(TEXT, "found_lao", "found_latin", "sound_lao", "sound_latin", optional=True),
        *refers(
            "person",
            {
                "organisation_id": "organisation.id",
                "province": "province.code",
                "district": "district.code",
                "merged_into_id": "person.id",
            },
        ),
    )
    index("person", "merged_into_id", "organisation_id", "search_key", "sort_key")


def personal_values() -> None:
    """Table personal_values."""
    op.create_table(
        "personal_values",
        *columns(KEY, "operation_id"),
        *columns(BYTES, "salt", optional=True),
        *columns(TEXT, "fields"),
        *columns(TEXT, "kept", optional=True),
        key("personal_values", "operation_id"),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["change.operation_id"], "fk_personal_values_operation_id"
        ),
        sqlite_with_rowid=False,
    )


def session() -> None:
    """Table session."""
    op.create_table(
        "session",
        *record("session"),
        *columns(KEY, "event_id"),
        *columns(DATE, "day"),
        *columns(INTEGER, "order"),
        *columns(TIME, "start", "end"),
        *columns(TEXT, "kind", "title_lo", "title_en", "room"),
        *refers("session", {"event_id": "event.id"}),
    )
    index("session", "event_id")


def attachment() -> None:
    """Table attachment."""
    op.create_table(
        "attachment",
        *record("attachment"),
        *columns(TEXT, "kind", "name", "media_type"),
        *columns(INTEGER, "size"),
        *columns(TEXT, "sha256"),
        *columns(KEY, "event_id", "person_id", optional=True),
        *refers("attachment", {"event_id": "event.id", "person_id": "person.id"}),
    )
    index("attachment", "event_id", "person_id")


def event_chair() -> None:
    """Table event_chair."""
    op.create_table(
        "event_chair",
        *record("event_chair"),
        *columns(KEY, "event_id"),
        *columns(INTEGER, "order"),
        *columns(TEXT, "name", "title", "name_en", "title_en"),
        *columns(KEY, "person_id", optional=True),
        *refers("event_chair", {"event_id": "event.id", "person_id": "person.id"}),
    )
    index("event_chair", "event_id", "person_id")


def person_contact() -> None:
    """Table person_contact."""
    op.create_table(
        "person_contact",
        *record("person_contact"),
        *columns(KEY, "person_id"),
        *columns(TEXT, "kind", "value"),
        *columns(INTEGER, "order"),
        *refers("person_contact", {"person_id": "person.id"}),
    )
    index("person_contact", "person_id", "value")


def person_identifier() -> None:
    """Table person_identifier."""
    op.create_table(
        "person_identifier",
        *record("person_identifier"),
        *columns(KEY, "person_id"),
        *columns(TEXT, "kind", "value"),
        *refers("person_identifier", {"person_id": "person.id"}),
    )
    index("person_identifier", "person_id")


def person_sensitive() -> None:
    """Table person_sensitive."""
    op.create_table(
        "person_sensitive",
        *record("person_sensitive"),
        *columns(KEY, "person_id"),
        *columns(TEXT, "ethnic_family", "ethnic_group", optional=True),
        *columns(
            INTEGER,
            "seeing",
            "hearing",
            "walking",
            "cognition",
            "self_care",
            "communication",
            optional=True,
        ),
        *columns(BOOLEAN, "disability_said", optional=True),
        *refers("person_sensitive", {"person_id": "person.id"}),
    )
    index("person_sensitive", "person_id")


def registration() -> None:
    """Table registration."""
    op.create_table(
        "registration",
        *record("registration"),
        *columns(KEY, "event_id"),
        *columns(KEY, "person_id", optional=True),
        *columns(INTEGER, "order"),
        *columns(TEXT, "role", "state", "honorific", "position", "organisation_text"),
        *columns(KEY, "organisation_id", optional=True),
        *columns(TEXT, "province", "district", optional=True),
        *columns(TEXT, "province_text", "district_text", "note"),
        *refers(
            "registration",
            {
                "event_id": "event.id",
                "person_id": "person.id",
                "role": "role.code",
                "organisation_id": "organisation.id",
                "province": "province.code",
                "district": "district.code",
            },
        ),
    )
    index("registration", "event_id", "organisation_id", "person_id")


def attendance() -> None:
    """Table attendance."""
    op.create_table(
        "attendance",
        *record("attendance"),
        *columns(KEY, "registration_id"),
        *columns(INTEGER, "half_day"),
        *columns(TEXT, "mark", "source"),
        *columns(KEY, "evidence_id", optional=True),
        *refers(
            "attendance", {"registration_id": "registration.id", "evidence_id": "attachment.id"}
        ),
    )
    index("attendance", "evidence_id", "registration_id")


def certificate() -> None:
    """Table certificate."""
    op.create_table(
        "certificate",
        *record("certificate"),
        *columns(KEY, "registration_id", "series_id"),
        *columns(INTEGER, "sequence"),
        *columns(TEXT, "number", "name", "title"),
        *columns(DATE, "issued_on"),
        *columns(TEXT, "state", "reason"),
        *refers(
            "certificate",
            {"registration_id": "registration.id", "series_id": "certificate_series.id"},
        ),
        unique("certificate", "series_id", "sequence"),
    )
    index("certificate", "registration_id")


def consent() -> None:
    """Table consent."""
    op.create_table(
        "consent",
        *record("consent"),
        *columns(KEY, "person_id"),
        *columns(TEXT, "purpose"),
        *columns(BOOLEAN, "given"),
        *columns(DATE, "on", optional=True),
        *columns(TEXT, "asked_by"),
        *columns(KEY, "evidence_id", optional=True),
        *refers("consent", {"person_id": "person.id", "evidence_id": "attachment.id"}),
    )
    index("consent", "evidence_id", "person_id")


def funder() -> None:
    """Table funder."""
    op.create_table(
        "funder",
        *record("funder"),
        *columns(
            TEXT,
            "name_lo",
            "name_en",
            "abbreviation",
            "visibility_lo",
            "visibility_en",
            "report_language",
            "currency",
        ),
        *columns(KEY, "logo_id", optional=True),
        *refers("funder", {"logo_id": "attachment.id"}),
    )
    index("funder", "logo_id")


def programme() -> None:
    """Table programme."""
    op.create_table(
        "programme",
        *record("programme"),
        *columns(TEXT, "code", "name_lo", "name_en"),
        *columns(DATE, "first_day", "last_day", optional=True),
        *columns(TEXT, "note"),
        *columns(KEY, "logo_id", optional=True),
        *refers("programme", {"logo_id": "attachment.id"}),
        unique("programme", "code"),
    )
    index("programme", "logo_id")


def session_part() -> None:
    """Table session_part."""
    op.create_table(
        "session_part",
        *record("session_part"),
        *columns(KEY, "session_id"),
        *columns(INTEGER, "order"),
        *columns(TEXT, "part"),
        *columns(KEY, "registration_id", optional=True),
        *columns(TEXT, "text_lo", "text_en"),
        *refers("session_part", {"session_id": "session.id", "registration_id": "registration.id"}),
    )
    index("session_part", "registration_id", "session_id")


def work_group() -> None:
    """Table work_group."""
    op.create_table(
        "work_group",
        *record("work_group"),
        *columns(KEY, "session_id"),
        *columns(INTEGER, "number"),
        *columns(TEXT, "name", "question_lo", "question_en", "room"),
        *columns(KEY, "facilitator_id", "rapporteur_id", optional=True),
        *refers(
            "work_group",
            {
                "session_id": "session.id",
                "facilitator_id": "registration.id",
                "rapporteur_id": "registration.id",
            },
        ),
    )
    index("work_group", "facilitator_id", "rapporteur_id", "session_id")


def event_programme() -> None:
    """Table event_programme."""
    op.create_table(
        "event_programme",
        *record("event_programme"),
        *columns(KEY, "event_id", "programme_id"),
        *columns(INTEGER, "order"),
        *refers("event_programme", {"event_id": "event.id", "programme_id": "programme.id"}),
    )
    index("event_programme", "event_id", "programme_id")


def finding() -> None:
    """Table finding."""
    op.create_table(
        "finding",
        *record("finding"),
        *columns(KEY, "group_id"),
        *columns(INTEGER, "order"),
        *columns(TEXT, "text"),
        *columns(BOOLEAN, "recommendation"),
        *refers("finding", {"group_id": "work_group.id"}),
    )
    index("finding", "group_id")


def group_member() -> None:
    """Table group_member."""
    op.create_table(
        "group_member",
        *record("group_member"),
        *columns(KEY, "group_id", "registration_id"),
        *columns(INTEGER, "order"),
        *columns(BOOLEAN, "locked"),
        *refers(
            "group_member", {"group_id": "work_group.id", "registration_id": "registration.id"}
        ),
    )
    index("group_member", "group_id", "registration_id")


def indicator() -> None:
    """Table indicator."""
    op.create_table(
        "indicator",
        *record("indicator"),
        *columns(KEY, "programme_id"),
        *columns(TEXT, "code", "name_lo", "name_en", "definition"),
        *columns(INTEGER, "target", optional=True),
        *refers("indicator", {"programme_id": "programme.id"}),
    )
    index("indicator", "programme_id")


def left_behind_group() -> None:
    """Table left_behind_group."""
    op.create_table(
        "left_behind_group",
        *record("left_behind_group"),
        *columns(KEY, "programme_id"),
        *columns(TEXT, "code", "name_lo", "name_en"),
        *refers("left_behind_group", {"programme_id": "programme.id"}),
    )
    index("left_behind_group", "programme_id")


def programme_funder() -> None:
    """Table programme_funder."""
    op.create_table(
        "programme_funder",
        *record("programme_funder"),
        *columns(KEY, "programme_id", "funder_id"),
        *columns(INTEGER, "order"),
        *columns(INTEGER, "share_percent", optional=True),
        *refers("programme_funder", {"programme_id": "programme.id", "funder_id": "funder.id"}),
    )
    index("programme_funder", "funder_id", "programme_id")


def not_same_person() -> None:
    """Table not_same_person."""
    op.create_table(
        "not_same_person",
        *record("not_same_person"),
        *columns(KEY, "person_id", "other_id"),
        *refers("not_same_person", {"person_id": "person.id", "other_id": "person.id"}),
    )
    index("not_same_person", "other_id", "person_id")


def person_left_behind_group() -> None:
    """Table person_left_behind_group."""
    op.create_table(
        "person_left_behind_group",
        *record("person_left_behind_group"),
        *columns(KEY, "person_id", "group_id"),
        *refers(
            "person_left_behind_group",
            {"person_id": "person.id", "group_id": "left_behind_group.id"},
        ),
    )
    index("person_left_behind_group", "group_id", "person_id")


TABLES = (
    certificate_series,
    content,
    device,
    ethnic_family,
    list_layout,
    office,
    organisation_type,
    paper_text,
    province,
    role,
    action,
    district,
    ethnic_group,
    office_signer,
    position_rule,
    change,
    event,
    organisation,
    event_organisation,
    head_count,
    person,
    personal_values,
    session,
    attachment,
    event_chair,
    person_contact,
    person_identifier,
    not_same_person,
    person_sensitive,
    registration,
    attendance,
    certificate,
    consent,
    funder,
    programme,
    session_part,
    work_group,
    event_programme,
    finding,
    group_member,
    indicator,
    left_behind_group,
    programme_funder,
    person_left_behind_group,
)
