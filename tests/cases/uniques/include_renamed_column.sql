-- engines: postgres
-- rename: t.b=bb
--! before
CREATE TABLE t (a integer, b text, CONSTRAINT k UNIQUE (a) INCLUDE (b)); INSERT INTO t VALUES (1, 'x');
--! after
CREATE TABLE t (a integer, bb text, CONSTRAINT k UNIQUE (a) INCLUDE (bb));
--! changes
t > b -> bb
