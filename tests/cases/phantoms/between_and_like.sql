-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, a text, CONSTRAINT k CHECK (id BETWEEN 1 AND 10 AND a LIKE 'x%')); INSERT INTO t VALUES (1, 'xy');
--! after
CREATE TABLE t (id integer PRIMARY KEY, a text, CONSTRAINT k CHECK (id >= 1 AND id <= 10 AND a ~~ 'x%'));
--! changes
