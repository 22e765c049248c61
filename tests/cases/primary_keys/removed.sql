--! before
CREATE TABLE t (id integer NOT NULL PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'), (2, NULL);
--! after
CREATE TABLE t (id integer NOT NULL, v text);
