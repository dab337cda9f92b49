"""Functions and triggers of a server, as SQL: who is who, the log's rules, merging, telling others.

``{owner}`` and its like are filled with the roles of the database. Functions that look
behind row-level security run as the owner, with a fixed search path, and ask ``session_user``:
the login, which no one can set. Nothing asks a setting anyone could make.
"""

from __future__ import annotations

WORDS = {
    "as_owner": "SECURITY DEFINER SET search_path = workshopdesk, team, pg_temp",
    "refused": "USING ERRCODE = 'insufficient_privilege'",
}
"""Stand in braces as the roles do."""

MEMBERSHIP = (
    """CREATE TABLE team.programme_member (
        login name NOT NULL,
        programme_id uuid NOT NULL REFERENCES workshopdesk.programme ON DELETE CASCADE,
        PRIMARY KEY (login, programme_id))""",
    """CREATE TABLE team.event_member (
        login name NOT NULL,
        event_id uuid NOT NULL REFERENCES workshopdesk.event ON DELETE CASCADE,
        PRIMARY KEY (login, event_id))""",
)
"""Whose programmes and events are whose: coordinators and viewers by programme, organisers by
event."""


def _ask(name: str, parameters: str, body: str) -> str:
    """A question answered with yes or no, as the owner sees the tables."""
    return (
        f"CREATE FUNCTION team.{name}({parameters}) RETURNS boolean LANGUAGE sql STABLE "
        "{as_owner} AS $$ SELECT " + body + " $$"
    )


def _events(name: str, condition: str) -> str:
    """A set of events, found once for a whole statement and not anew for every row."""
    return (
        f"CREATE FUNCTION team.{name}() RETURNS SETOF uuid LANGUAGE sql STABLE "  # noqa: S608 - our own words
        "{as_owner} AS $$ SELECT e.id FROM event AS e WHERE " + condition + " $$"
    )


QUESTIONS = (
    _ask("is_administrator", "", "pg_has_role(session_user, '{administrator}', 'MEMBER')"),
    _ask("is_coordinator", "", "pg_has_role(session_user, '{coordinator}', 'MEMBER')"),
    _ask("is_organiser", "", "pg_has_role(session_user, '{organiser}', 'MEMBER')"),
    _ask("has_programme", "uuid", "EXISTS (SELECT FROM team.programme_member"
         " WHERE login = session_user AND programme_id = $1)"),
    _ask("coordinates", "uuid",
         "team.is_administrator() OR (team.is_coordinator() AND team.has_programme($1))"),
    _ask("coordinates_event", "uuid", "team.is_coordinator() AND EXISTS (SELECT FROM"
         " event_programme AS e WHERE e.event_id = $1 AND team.has_programme(e.programme_id))"),
    _ask("organises", "uuid", "team.is_organiser() AND EXISTS (SELECT FROM team.event_member"
         " WHERE login = session_user AND event_id = $1)"),
    _ask("writes_event", "uuid", "team.is_administrator() OR team.coordinates_event($1)"
         " OR (team.is_coordinator() AND NOT EXISTS"
         " (SELECT FROM event_programme AS e WHERE e.event_id = $1))"),
    _ask("takes_part", "uuid", "team.writes_event($1) OR team.organises($1)"),
    _ask("writes_session", "uuid",
         "EXISTS (SELECT FROM session WHERE id = $1 AND team.writes_event(event_id))"),
    _ask("writes_registration", "uuid",
         "EXISTS (SELECT FROM registration WHERE id = $1 AND team.writes_event(event_id))"),
    _ask("knows_person", "uuid", "team.is_administrator() OR EXISTS (SELECT FROM registration"
         " WHERE person_id = $1"
         " AND (team.coordinates_event(event_id) OR team.organises(event_id)))"),
    _ask("is_unregistered", "uuid",
         "NOT EXISTS (SELECT FROM registration WHERE person_id = $1)"),
    _ask("is_sent", "uuid",
         "EXISTS (SELECT FROM sent_report_file WHERE attachment_id = $1)"),
    _ask("is_unlogged", "uuid",
         "NOT EXISTS (SELECT FROM change WHERE record_id = $1 AND operation = 'C')"),
    _ask("concerns_nobody", "bigint",
         "NOT EXISTS (SELECT FROM action_subject WHERE action = $1)"),
    _ask("is_own_action", "bigint", "team.is_administrator() OR EXISTS"
         " (SELECT FROM action WHERE number = $1 AND author = session_user)"),
    _ask("is_own_operation", "uuid", "EXISTS (SELECT FROM change WHERE operation_id = $1"
         " AND team.is_own_action(action))"),
    _ask("coordinates_all_of", "uuid, uuid", "team.is_administrator() OR (team.is_coordinator()"
         " AND NOT EXISTS (SELECT FROM registration AS r JOIN event_programme AS e USING (event_id)"
         " WHERE r.person_id IN ($1, $2) AND NOT team.has_programme(e.programme_id)))"),
)  # fmt: skip

EVENT_SETS = (
    _events("own_events", "(team.is_coordinator() AND EXISTS (SELECT FROM event_programme AS l"
            " JOIN team.programme_member AS m USING (programme_id)"
            " WHERE l.event_id = e.id AND m.login = session_user))"
            " OR (team.is_organiser() AND EXISTS (SELECT FROM team.event_member AS m"
            " WHERE m.event_id = e.id AND m.login = session_user))"),
    _events("seen_events", "team.is_administrator() OR e.id IN (SELECT team.own_events())"
            " OR (team.is_coordinator() AND NOT EXISTS"
            " (SELECT FROM event_programme AS l WHERE l.event_id = e.id))"),
)  # fmt: skip

OWN_PEOPLE = (
    "CREATE FUNCTION team.own_people() RETURNS SETOF uuid LANGUAGE sql STABLE {as_owner} AS $$"
    " SELECT r.person_id FROM registration AS r"
    " WHERE r.event_id IN (SELECT team.own_events()) AND r.person_id IS NOT NULL $$"
)
"""Whose contacts and facts the asking person may know, found once for a whole statement."""
OWN_NEWCOMERS = (
    "CREATE FUNCTION team.own_newcomers() RETURNS SETOF uuid LANGUAGE sql STABLE {as_owner} AS $$"
    " SELECT c.record_id FROM action AS a JOIN change AS c ON c.action = a.number"
    " WHERE a.author = session_user AND c.kind = 'person' AND c.operation = 'C'"
    " AND NOT EXISTS (SELECT FROM registration AS r WHERE r.person_id = c.record_id) $$"
)
"""People the asking person added who are registered nowhere (any more): taking back the adding of
somebody passes through this."""

INDEXES = (
    "CREATE INDEX IF NOT EXISTS ix_team_change_action ON workshopdesk.change (action)",
    "CREATE INDEX IF NOT EXISTS ix_team_subject_action ON workshopdesk.action_subject (action)",
)
"""What the rules of the log look up, row by row; a file has no rules and does without."""

SEES = """CREATE FUNCTION team.sees(kind text, record uuid) RETURNS boolean LANGUAGE plpgsql STABLE
    SET search_path = workshopdesk, team, pg_temp AS $$
    DECLARE found boolean;
    BEGIN
        EXECUTE format('SELECT EXISTS (SELECT FROM workshopdesk.%I WHERE id = $1)', kind)
            INTO found USING record;
        RETURN found;
    END $$"""
"""Whether the asking person sees a record: the rows of the log follow their record."""

GONE = """CREATE FUNCTION team.is_gone(kind text, record uuid) RETURNS boolean LANGUAGE plpgsql
    STABLE {as_owner} AS $$
    DECLARE found boolean;
    BEGIN
        EXECUTE format('SELECT EXISTS (SELECT FROM workshopdesk.%I WHERE id = $1)', kind)
            INTO found USING record;
        RETURN NOT found;
    END $$"""

TRIGGER_FUNCTIONS = (
    """CREATE FUNCTION team.append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF current_user = '{owner}' AND current_setting('team.erasing', true) = 'on' THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'the change log is append-only' {refused};
    END $$""",
    """CREATE FUNCTION team.continue_chain() RETURNS trigger LANGUAGE plpgsql {as_owner} AS $$
    DECLARE before record;
    BEGIN
        SELECT sequence, hash INTO before FROM change
            WHERE device = NEW.device ORDER BY sequence DESC LIMIT 1;
        IF NEW.sequence <> coalesce(before.sequence, 0) + 1
            OR NEW.previous_hash <> coalesce(before.hash, ''::bytea) THEN
            RAISE EXCEPTION 'an entry must follow the newest of its device' {refused};
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE FUNCTION team.keep_head() RETURNS trigger LANGUAGE plpgsql {as_owner} AS $$
    BEGIN
        IF NEW.number <> OLD.number OR NEW.id <> OLD.id OR NEW.last_sequence < OLD.last_sequence
            OR (NEW.last_sequence > 0 AND NOT EXISTS (SELECT FROM change
                WHERE device = NEW.number AND sequence = NEW.last_sequence
                AND hash = NEW.last_hash)) THEN
            RAISE EXCEPTION 'the head of a log must be its newest entry' {refused};
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE FUNCTION team.guard_merge() RETURNS trigger LANGUAGE plpgsql {as_owner} AS $$
    BEGIN
        IF NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id AND NOT
            team.coordinates_all_of(OLD.id, coalesce(NEW.merged_into_id, OLD.merged_into_id)) THEN
            RAISE EXCEPTION 'a merge needs a coordinator of all programmes concerned' {refused};
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE FUNCTION team.tell_others() RETURNS trigger LANGUAGE plpgsql {as_owner} AS $$
    BEGIN
        PERFORM pg_notify('workshopdesk', a.id || ' ' || n.kind)
            FROM (SELECT DISTINCT action, kind FROM added) AS n
            JOIN action AS a ON a.number = n.action;
        RETURN NULL;
    END $$""",
)

_LOG = ("action", "action_subject", "change", "personal_values")

TRIGGERS = (
    *(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON workshopdesk.{table}"
        " FOR EACH ROW EXECUTE FUNCTION team.append_only()"
        for table in _LOG
    ),
    *(
        f"CREATE TRIGGER not_emptied BEFORE TRUNCATE ON workshopdesk.{table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION team.append_only()"
        for table in _LOG
    ),
    """CREATE TRIGGER continue_chain BEFORE INSERT ON workshopdesk.change
    FOR EACH ROW EXECUTE FUNCTION team.continue_chain()""",
    """CREATE TRIGGER keep_head BEFORE UPDATE ON workshopdesk.device
    FOR EACH ROW EXECUTE FUNCTION team.keep_head()""",
    """CREATE TRIGGER guard_merge BEFORE UPDATE ON workshopdesk.person
    FOR EACH ROW EXECUTE FUNCTION team.guard_merge()""",
    """CREATE TRIGGER tell_others AFTER INSERT ON workshopdesk.change
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION team.tell_others()""",
)

ERASING = (
    """CREATE FUNCTION team.erase_personal(operation uuid, new_fields text, new_kept text)
    RETURNS void LANGUAGE plpgsql {as_owner} AS $$
    BEGIN
        IF NOT team.is_administrator() THEN
            RAISE EXCEPTION 'only an administrator may erase' {refused};
        END IF;
        IF NOT EXISTS (SELECT FROM personal_values WHERE operation_id = operation
            AND new_fields::jsonb <@ fields::jsonb) THEN
            RAISE EXCEPTION 'values may be blanked, not altered' {refused};
        END IF;
        PERFORM set_config('team.erasing', 'on', true);
        UPDATE personal_values SET fields = new_fields, kept = new_kept, salt = NULL
            WHERE operation_id = operation;
        PERFORM set_config('team.erasing', 'off', true);
    END $$""",
    """CREATE FUNCTION team.erase_details(action_id uuid, digest bytea)
    RETURNS void LANGUAGE plpgsql {as_owner} AS $$
    BEGIN
        IF NOT team.is_administrator() THEN
            RAISE EXCEPTION 'only an administrator may erase' {refused};
        END IF;
        PERFORM set_config('team.erasing', 'on', true);
        UPDATE action SET details = NULL, salt = NULL, erased_digest = digest WHERE id = action_id;
        PERFORM set_config('team.erasing', 'off', true);
    END $$""",
)
"""The only way a value of the log is ever blanked on a server."""

VIEWS = (
    """CREATE VIEW team.my_events WITH (security_barrier) AS
    SELECT DISTINCT e.code, e.kind, e.status, e.title_lo, e.title_en, e.first_day, e.last_day,
        e.province
    FROM workshopdesk.event AS e JOIN workshopdesk.event_programme AS l ON l.event_id = e.id
    WHERE team.has_programme(l.programme_id) OR team.is_administrator()""",
    """CREATE VIEW team.my_participation WITH (security_barrier) AS
    SELECT p.code AS programme, e.code AS event, r.role, o.sex, r.province, count(*) AS people
    FROM workshopdesk.registration AS r
    JOIN workshopdesk.event AS e ON e.id = r.event_id
    JOIN workshopdesk.event_programme AS l ON l.event_id = e.id
    JOIN workshopdesk.programme AS p ON p.id = l.programme_id
    LEFT JOIN workshopdesk.person AS o ON o.id = r.person_id
    WHERE r.state <> 'cancelled'
        AND (team.has_programme(p.id) OR team.is_administrator())
    GROUP BY p.code, e.code, r.role, o.sex, r.province""",
    """CREATE VIEW team.my_indicators WITH (security_barrier) AS
    SELECT p.code AS programme, i.code, i.name_lo, i.name_en, i.target
    FROM workshopdesk.indicator AS i JOIN workshopdesk.programme AS p ON p.id = i.programme_id
    WHERE team.has_programme(p.id) OR team.is_administrator()""",
)
"""All a viewer gets: counts of the programmes given to them, never a person."""
VIEW_NAMES = ("my_events", "my_participation", "my_indicators")

TAKE_DOWN = """DO $$ DECLARE it record;
    BEGIN
        FOR it IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'workshopdesk'
        LOOP
            EXECUTE format('DROP POLICY %I ON workshopdesk.%I', it.policyname, it.tablename);
        END LOOP;
        FOR it IN SELECT t.tgname, c.relname FROM pg_trigger AS t JOIN pg_class AS c
            ON c.oid = t.tgrelid JOIN pg_proc AS f ON f.oid = t.tgfoid
            WHERE NOT t.tgisinternal AND f.pronamespace = 'team'::regnamespace
        LOOP
            EXECUTE format('DROP TRIGGER %I ON workshopdesk.%I', it.tgname, it.relname);
        END LOOP;
        FOR it IN SELECT viewname FROM pg_views WHERE schemaname = 'team'
        LOOP
            EXECUTE format('DROP VIEW team.%I', it.viewname);
        END LOOP;
        FOR it IN SELECT oid FROM pg_proc WHERE pronamespace = 'team'::regnamespace
        LOOP
            EXECUTE format('DROP FUNCTION %s', it.oid::regprocedure);
        END LOOP;
    END $$"""
"""Before an upgrade: everything above but who is what, as whatever version made it."""
