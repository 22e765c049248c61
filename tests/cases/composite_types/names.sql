-- engines: postgres
-- rewrites: t.x
--! before
CREATE SCHEMA s; CREATE TYPE s."My T" AS ("A" integer, "b""c" text); CREATE TABLE t (x s."My T"); INSERT INTO t VALUES (ROW(1, 'a'));
--! after
CREATE SCHEMA s; CREATE TYPE s."My T" AS ("A" integer, "b""c" text, "größe" text); CREATE TABLE t (x s."My T");
