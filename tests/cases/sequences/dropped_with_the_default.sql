-- engines: postgres
--! before
CREATE SEQUENCE s START WITH 100; CREATE TABLE t (id integer PRIMARY KEY DEFAULT nextval('s'), v text); INSERT INTO t (v) VALUES ('a'), ('b');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text);
