-- engines: postgres
--! before
CREATE DOMAIN d AS integer CHECK (VALUE > 0);CREATE TABLE t (id integer, a d, b d[]); INSERT INTO t VALUES (1, 5, '{6,7}'), (2, NULL, NULL);
--! after
CREATE DOMAIN d AS bigint CHECK (VALUE > 0);CREATE TABLE t (id integer, a d, b d[]);
--! hazards
rewrites-table d
