-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a json, b json NOT NULL DEFAULT '{}'); INSERT INTO t VALUES (1, '{"a":   "ž"}', '[]'), (2, NULL, '{}');
--! after
CREATE TABLE t (id int PRIMARY KEY, a longtext, b text NOT NULL DEFAULT '{}');
