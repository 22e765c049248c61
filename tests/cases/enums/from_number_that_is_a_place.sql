-- 1 is no label, and must not become the first one.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 1), (2, 20);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v enum('30', '20', '10'));
--! hazards
fails-on-data t.v: 1 value does not survive from int to enum('30','20','10')
--! fails
`driftline_only_labels` failed
