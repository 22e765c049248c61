-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP); INSERT INTO t VALUES (1, '2024-02-29 12:00:00.123456');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP);
