-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE INDEX i ON t (v); INSERT INTO t VALUES (1, 'a'); ALTER TABLE t CLUSTER ON i;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE INDEX i ON t (v); ALTER TABLE t CLUSTER ON t_pkey;
--! changes
t ~ options clustered on i -> clustered on t_pkey
