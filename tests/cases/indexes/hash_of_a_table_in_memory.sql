-- engines: mysql
--! before
CREATE TABLE t (id integer NOT NULL, n integer, a varchar(20), INDEX i (n), INDEX j (a) USING BTREE) ENGINE=MEMORY; INSERT INTO t VALUES (1, 2, 'a');
--! after
CREATE TABLE t (id integer NOT NULL, n integer, a varchar(20), INDEX i (n) USING BTREE, INDEX j (a) USING HASH) ENGINE=MEMORY;
