-- engines: mysql
-- rewrites: t.c
--! before
CREATE TABLE t (id int PRIMARY KEY, a uuid, b varchar(36), c binary(16)); INSERT INTO t VALUES (1, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', x'a0eebc999c0b4ef8bb6d6bb9bd380a11'), (2, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a char(36), b uuid, c uuid);
