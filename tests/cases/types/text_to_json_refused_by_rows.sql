-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a text); INSERT INTO t VALUES (1, '{"a": 1}'), (2, 'no'), (3, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a json);
--! hazards
fails-on-data t.a: 1 value
--! fails
CONSTRAINT `t.a` failed
