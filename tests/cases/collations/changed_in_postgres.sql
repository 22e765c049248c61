-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w varchar(9) COLLATE "C"); CREATE INDEX i ON t (v); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'A', NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text COLLATE "POSIX", w varchar(9)); CREATE INDEX i ON t (v);
