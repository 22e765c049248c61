-- Inside the table, by CREATE INDEX, by ALTER TABLE; KEY or INDEX.
-- engines: mysql
--! before
CREATE TABLE t (id int, a int, b varchar(20), c text, PRIMARY KEY (id), KEY i (a), UNIQUE KEY k (b), KEY j USING BTREE (a, b), FULLTEXT KEY f (c));
INSERT INTO t VALUES (1, 2, 'x', 'y');
--! after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int, b varchar(20), c text); CREATE INDEX i ON t (a ASC); CREATE UNIQUE INDEX k USING BTREE ON t (b); ALTER TABLE t ADD INDEX j (a, b(20)), ADD FULLTEXT f (c);
--! changes
