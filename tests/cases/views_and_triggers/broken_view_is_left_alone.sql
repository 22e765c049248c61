-- A view whose column is gone cannot be read; it is not in the way.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE VIEW v AS SELECT id, b FROM t; ALTER TABLE t DROP COLUMN b; INSERT INTO t VALUES (1, 2);
--! after
CREATE TABLE t (id int PRIMARY KEY, a bigint, b int); CREATE VIEW v AS SELECT id, b FROM t; ALTER TABLE t DROP COLUMN b;
