-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, r int4range, EXCLUDE USING gist (r WITH &&)); CREATE TABLE u (id integer PRIMARY KEY); INSERT INTO t VALUES (1, '[1,5)');
--! after
CREATE TABLE t (id integer PRIMARY KEY, r int4range, EXCLUDE USING gist (r WITH &&)); CREATE TABLE u (id integer PRIMARY KEY, v text);
--! unknown
t
