-- engines: postgres
--! before
CREATE TABLE t (id integer, v text); INSERT INTO t VALUES (1, 'a@b');
--! after
CREATE DOMAIN mail AS text COLLATE "C" DEFAULT 'x@y' NOT NULL CONSTRAINT has_at CHECK (VALUE LIKE '%@%') CHECK (length(VALUE) < 100); COMMENT ON DOMAIN mail IS 'an address'; CREATE TABLE t (id integer, v mail); CREATE TABLE u (m mail[]);
