--! before
CREATE TABLE t (id integer PRIMARY KEY, a numeric(10, 2) DEFAULT 0, b numeric(10, 2) NOT NULL DEFAULT 1.50); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a numeric(10,2) DEFAULT 0.00, b numeric(10, 2) NOT NULL DEFAULT 1.5);
--! changes
