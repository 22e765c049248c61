-- engines: postgres
--! before
CREATE DOMAIN d AS integer;CREATE TABLE t (id integer, a d DEFAULT 5 NOT NULL, CHECK (a > 0)); CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t; INSERT INTO t VALUES (1, 7);
--! after
CREATE DOMAIN d AS text CHECK (VALUE <> ''); CREATE TABLE t (id integer, a d DEFAULT 'x' NOT NULL, CHECK (a <> '')); CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t;
