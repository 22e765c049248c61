-- engines: postgres
--! before
CREATE SCHEMA a; CREATE EXTENSION citext WITH SCHEMA a; CREATE TABLE t (v a.citext NOT NULL); INSERT INTO t VALUES ('A');
--! after
CREATE SCHEMA a; CREATE EXTENSION citext; CREATE TABLE t (v citext NOT NULL);
