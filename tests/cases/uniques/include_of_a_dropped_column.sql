-- engines: postgres
-- loses: t.b
--! before
CREATE TABLE t (a integer, b text, CONSTRAINT k UNIQUE (a) INCLUDE (b)); INSERT INTO t VALUES (1, 'x');
--! after
CREATE TABLE t (a integer, CONSTRAINT k UNIQUE (a));
--! changes
t - b
t - unique k
t + unique k (a)
