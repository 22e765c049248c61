-- engines: postgres
--! before
CREATE TABLE t (a integer PRIMARY KEY DEFERRABLE, b text); INSERT INTO t VALUES (1, 'x');
--! after
CREATE TABLE t (a integer PRIMARY KEY, b text);
--! changes
t - primary key t_pkey
t + primary key t_pkey (a)
