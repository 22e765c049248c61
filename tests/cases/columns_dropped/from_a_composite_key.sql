-- MariaDB would take the column out of the indexes by itself; the plan says what becomes of each.
-- engines: mysql
-- loses: t.b
--! before
CREATE TABLE t (a integer NOT NULL, b integer NOT NULL, c varchar(9), PRIMARY KEY (a, b), KEY i (b, c), KEY j (c, b), FULLTEXT KEY f (c)); INSERT INTO t VALUES (1, 1, 'x'), (2, 1, NULL);
--! after
CREATE TABLE t (a integer NOT NULL, c varchar(9), PRIMARY KEY (a), KEY j (c), FULLTEXT KEY f (c));
