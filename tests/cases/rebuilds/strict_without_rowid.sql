-- engines: sqlite
--! before
CREATE TABLE t (a text NOT NULL, b integer NOT NULL, v text, PRIMARY KEY (b, a)) WITHOUT ROWID, STRICT; INSERT INTO t VALUES ('b', 1, 'x'), ('a', 1, NULL);
--! after
CREATE TABLE t (a text NOT NULL, b integer NOT NULL, v text CHECK (v <> ''), PRIMARY KEY (b, a)) STRICT, WITHOUT ROWID;
