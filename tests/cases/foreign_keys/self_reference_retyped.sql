-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, parent_id integer, CONSTRAINT f FOREIGN KEY (parent_id) REFERENCES t (id) ON DELETE CASCADE); INSERT INTO t VALUES (1, NULL), (2, 1), (3, 3);
--! after
CREATE TABLE t (id bigint PRIMARY KEY, parent_id bigint, CONSTRAINT f FOREIGN KEY (parent_id) REFERENCES t (id) ON DELETE SET NULL);
