-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, a timestamptz DEFAULT now(), b timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a timestamp with time zone DEFAULT CURRENT_TIMESTAMP, b timestamptz NOT NULL DEFAULT now());
--! changes
