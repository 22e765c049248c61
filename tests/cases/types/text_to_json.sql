-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a text, b varchar(100) DEFAULT '[]'); INSERT INTO t VALUES (1, '{"a": 1}', '[]'), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a json, b json DEFAULT '[]');
--! hazards
converts-type t.a
