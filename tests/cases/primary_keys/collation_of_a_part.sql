-- The key compares a column otherwise than the column itself does.
-- engines: sqlite
--! before
CREATE TABLE t (code text NOT NULL, n integer NOT NULL, PRIMARY KEY (code, n)); INSERT INTO t VALUES ('a', 1), ('B', 1);
--! after
CREATE TABLE t (code text NOT NULL, n integer NOT NULL, PRIMARY KEY (code COLLATE NOCASE, n));
--! changes
t  - primary key (code, n)
t  + primary key (code collate NOCASE, n)
