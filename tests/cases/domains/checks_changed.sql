-- engines: postgres
--! before
CREATE DOMAIN d AS integer CONSTRAINT one CHECK (VALUE > 0) CONSTRAINT two CHECK (VALUE < 100) CONSTRAINT three CHECK (VALUE <> 50);CREATE TABLE t (id integer, a d, b d[]); INSERT INTO t VALUES (1, 5, '{6,7}'), (2, NULL, NULL);
--! after
CREATE DOMAIN d AS integer CONSTRAINT one CHECK (VALUE > 1) CONSTRAINT deux CHECK (VALUE < 100) CONSTRAINT four CHECK (VALUE <> 51);CREATE TABLE t (id integer, a d, b d[]);
--! changes
~ domain d definition
--! hazards
fails-on-data d: 2 rows are checked
