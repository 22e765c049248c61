--! before
CREATE TABLE t (id integer PRIMARY KEY, v timestamp); INSERT INTO t VALUES (1, '2024-02-29 00:00:00'), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v timestamp DEFAULT CURRENT_TIMESTAMP);
