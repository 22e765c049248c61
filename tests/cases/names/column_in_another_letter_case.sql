-- Columns are not told apart by letter case; the new spelling is still a new name.
-- engines: mysql
-- rename: t.email=EMail
-- rename: t.n=N
--! before
CREATE TABLE t (id int PRIMARY KEY, email varchar(50), n int, CONSTRAINT k UNIQUE (email), CONSTRAINT c CHECK (email <> 'n'), INDEX i (n)); INSERT INTO t VALUES (1, 'a', 2), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, EMail varchar(50), N int, CONSTRAINT k UNIQUE (EMail), CONSTRAINT c CHECK (EMail <> 'n'), INDEX i (N));
