-- engines: postgres
--! before
CREATE TYPE pair AS (a integer, b text);CREATE TABLE t (id integer, c pair); CREATE VIEW v AS SELECT (c).b AS b FROM t; INSERT INTO t VALUES (1, NULL);
--! after
CREATE TYPE pair AS (a integer); CREATE TABLE t (id integer, c pair); CREATE VIEW v AS SELECT (c).a AS b FROM t;
