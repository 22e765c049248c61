-- List, hash and partitions of partitions, with defaults of their own.
-- engines: postgres
--! before
CREATE TABLE u (id integer);
--! after
CREATE TABLE u (id integer); CREATE TABLE l (id integer PRIMARY KEY, v text DEFAULT 'x') PARTITION BY LIST (id); CREATE TABLE l1 PARTITION OF l FOR VALUES IN (1, 2); CREATE TABLE l2 PARTITION OF l FOR VALUES IN (3) PARTITION BY HASH (id); CREATE TABLE l2a PARTITION OF l2 FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE l2b PARTITION OF l2 FOR VALUES WITH (MODULUS 2, REMAINDER 1); ALTER TABLE l1 ALTER v SET DEFAULT 'y'; ALTER TABLE l2a ALTER v DROP DEFAULT, ALTER v SET NOT NULL; CREATE INDEX i ON l (v);
--! changes
+ table l (id, v)
+ table l1 (id, v)
+ table l2 (id, v)
+ table l2a (id, v)
+ table l2b (id, v)
