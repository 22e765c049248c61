-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w integer); CREATE INDEX i ON t (lower(v), w + 1 DESC); CREATE UNIQUE INDEX p ON t (v COLLATE nocase) WHERE w > 0;
INSERT INTO t VALUES (1, 'a', 1), (2, 'A', -1), (3, NULL, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, w bigint); CREATE INDEX i ON t (lower(v), w + 1 DESC); CREATE UNIQUE INDEX p ON t (v COLLATE nocase) WHERE w > 0;
