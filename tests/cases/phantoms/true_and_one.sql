-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, a boolean NOT NULL DEFAULT 1, b boolean DEFAULT 0, c boolean DEFAULT TRUE); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a boolean NOT NULL DEFAULT TRUE, b boolean DEFAULT false, c boolean DEFAULT (1));
--! changes
