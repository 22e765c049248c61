-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text COLLATE NOCASE, w text COLLATE rtrim UNIQUE, x text); INSERT INTO t VALUES (1, 'a', 'b  ', 'x'), (2, 'A', NULL, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text COLLATE NOCASE, w text COLLATE rtrim UNIQUE, x varchar(10));
