-- engines: postgres
--! before
CREATE DOMAIN d AS integer DEFAULT 3;CREATE TABLE t (id integer, a d); INSERT INTO t VALUES (1, 5);
--! after
CREATE DOMAIN d AS integer DEFAULT 4 NOT NULL; CREATE TABLE t (id integer, a d);
