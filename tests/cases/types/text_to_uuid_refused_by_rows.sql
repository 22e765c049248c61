-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(40)); INSERT INTO t VALUES (1, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'), (2, 'no'), (3, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a uuid);
--! hazards
fails-on-data t.a: 1 value
--! fails
Incorrect uuid value
