-- Two texts become one to a unique key, which the plan warns of and the engine refuses.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20) COLLATE utf8mb4_bin, UNIQUE KEY k (v)); INSERT INTO t VALUES (1, 'a'), (2, 'A');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20), UNIQUE KEY k (v));
--! hazards
narrows-type t.v: the new collation may take two texts for one
--! fails
Duplicate entry
