-- The audit log belongs to a role of its own: the portal adds to it and reads it, and can
-- neither change, empty nor drop it. A superuser runs this file in the portal's database
-- before the first start and again after each new release; it may run any number of times:
--
--   psql -U postgres -d ckan_default -v application=ckan_default -f owner.sql
--
-- `application` is the role in the portal's sqlalchemy.url. The launcher runs the file by
-- itself for a PostgreSQL of its own.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
BEGIN;

SELECT 'CREATE ROLE dongguan_audit NOLOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dongguan_audit') \gexec

CREATE SCHEMA IF NOT EXISTS dongguan_audit;
ALTER SCHEMA dongguan_audit OWNER TO dongguan_audit;
SET ROLE dongguan_audit;

CREATE TABLE IF NOT EXISTS dongguan_audit.entries (
    -- Grows with time, but a refused write leaves a gap: no number is missing because
    -- somebody took it out. Columns of a chain of hashes can be added below.
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Set by the database: the portal cannot write a row into the past.
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- CKAN's user id, never a name; NULL is an anonymous visitor or the command line.
    account text,
    event text NOT NULL,
    operation text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('allow', 'deny')),
    dataset text,
    resource text,
    rule text,
    detail jsonb,
    reason text
);
CREATE INDEX IF NOT EXISTS entries_dataset ON dongguan_audit.entries (dataset, id);
CREATE INDEX IF NOT EXISTS entries_account ON dongguan_audit.entries (account, id);
CREATE INDEX IF NOT EXISTS entries_event ON dongguan_audit.entries (event, id);
CREATE INDEX IF NOT EXISTS entries_at ON dongguan_audit.entries (at);

-- Even the owner's own slip of the hand is refused.
CREATE OR REPLACE FUNCTION dongguan_audit.refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE
    ON dongguan_audit.entries FOR EACH STATEMENT EXECUTE FUNCTION dongguan_audit.refuse();

REVOKE ALL ON SCHEMA dongguan_audit FROM PUBLIC, :"application";
REVOKE ALL ON ALL TABLES IN SCHEMA dongguan_audit FROM PUBLIC, :"application";
REVOKE ALL ON ALL SEQUENCES IN SCHEMA dongguan_audit FROM PUBLIC, :"application";
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA dongguan_audit FROM PUBLIC, :"application";
GRANT USAGE ON SCHEMA dongguan_audit TO :"application";
GRANT SELECT ON dongguan_audit.entries TO :"application";
GRANT INSERT (account, event, operation, outcome, dataset, resource, rule, detail, reason)
    ON dongguan_audit.entries TO :"application";
-- For pg_dump, which notes where a sequence stands.
GRANT SELECT ON ALL SEQUENCES IN SCHEMA dongguan_audit TO :"application";
RESET ROLE;

-- Who owns a database can drop it with everything inside.
ALTER DATABASE :"DBNAME" OWNER TO dongguan_audit;
GRANT CONNECT, TEMPORARY, CREATE ON DATABASE :"DBNAME" TO :"application";
ALTER SCHEMA public OWNER TO :"application";

COMMIT;
