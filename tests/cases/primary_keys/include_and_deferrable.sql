-- engines: postgres
--! before
CREATE TABLE t (a integer PRIMARY KEY, b text); INSERT INTO t VALUES (1, 'x');
--! after
CREATE TABLE t (a integer, b text, CONSTRAINT t_pkey PRIMARY KEY (a) INCLUDE (b) DEFERRABLE INITIALLY DEFERRED);
--! changes
t - primary key t_pkey
t + primary key t_pkey (a) include (b) deferred
