--! before
CREATE TABLE t (id integer PRIMARY KEY, a timestamp DEFAULT CURRENT_TIMESTAMP, b timestamp DEFAULT (CURRENT_TIMESTAMP)); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a timestamp DEFAULT (current_timestamp), b timestamp DEFAULT current_timestamp);
--! changes
