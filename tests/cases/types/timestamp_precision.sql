-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v timestamp(3), w time); INSERT INTO t VALUES (1, '2024-02-29 12:00:00.123', '10:00');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v timestamp(6), w time(3));
