-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v uuid, w date, x interval); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v uuid DEFAULT gen_random_uuid(), w date DEFAULT (CURRENT_DATE + 7), x interval DEFAULT '1 day');
