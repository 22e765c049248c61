-- Two rows that only letter case tells apart are one to the new key: asked for.
-- engines: sqlite
--! before
CREATE TABLE t (code text PRIMARY KEY, n integer); INSERT INTO t VALUES ('a', 1), ('A', 1), ('b', 2);
--! after
CREATE TABLE t (code text, n integer, PRIMARY KEY (code COLLATE NOCASE));
--! needs
t: 1 row repeating another row's … does not fit … --leave-out t
