-- Values outside the new type's range are counted, and refused by the engine.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v bigint, w integer); INSERT INTO t VALUES (1, 5, 1), (2, 3000000000, -1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer, w integer unsigned);
--! hazards
t.v: … 1
t.w: … 1
--! fails
Out of range value for column
