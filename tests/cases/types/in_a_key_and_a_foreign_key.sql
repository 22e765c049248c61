-- Columns at both ends of foreign keys, in a key of two, change together.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b int, UNIQUE k (a, b), CONSTRAINT f FOREIGN KEY (b) REFERENCES t (id) ON DELETE CASCADE); INSERT INTO t VALUES (1, 5, NULL), (2, 5, 1);
--! after
CREATE TABLE t (id bigint PRIMARY KEY, a int, b bigint, UNIQUE k (a, b), CONSTRAINT f FOREIGN KEY (b) REFERENCES t (id) ON DELETE CASCADE);
