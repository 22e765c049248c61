-- engines: postgres mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v timestamp(3), w time); INSERT INTO t VALUES (1, '2024-02-29 12:00:00.123', '10:00');
--! before mysql
CREATE TABLE t (id integer PRIMARY KEY, v datetime(3), w time); INSERT INTO t VALUES (1, '2024-02-29 12:00:00.123', '10:00');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v timestamp(6), w time(3));
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v datetime(6), w time(3));
