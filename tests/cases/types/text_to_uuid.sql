-- engines: postgres mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v uuid);
