--! before
CREATE TABLE t (a integer NOT NULL, b integer NOT NULL, v text, PRIMARY KEY (a, b)); INSERT INTO t VALUES (1, 1, 'x'), (2, 1, NULL);
--! after
CREATE TABLE t (a integer NOT NULL, b integer NOT NULL, v text, PRIMARY KEY (b, a));
