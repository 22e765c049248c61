-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, a boolean NOT NULL DEFAULT 't', b boolean DEFAULT 'no', c bool DEFAULT '1'); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a bool NOT NULL DEFAULT TRUE, b boolean DEFAULT FALSE, c boolean DEFAULT true);
--! changes
