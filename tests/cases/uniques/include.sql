-- engines: postgres
--! before
CREATE TABLE t (a integer, b text, c text, CONSTRAINT k UNIQUE (a)); INSERT INTO t VALUES (1, 'x', 'y');
--! after
CREATE TABLE t (a integer, b text, c text, CONSTRAINT k UNIQUE (a) INCLUDE (b, c));
--! changes
t - unique k
t + unique k (a) include (b, c)
