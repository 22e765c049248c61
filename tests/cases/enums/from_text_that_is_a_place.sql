-- The text 1 is no label, and must not become the first one; a label of digits stays.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9), w varchar(9)); INSERT INTO t VALUES (1, '1', '2'), (2, '20', '1');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v enum('30', '20', '10'), w set('2', '1'));
--! hazards
fails-on-data t.v: 1 value does not survive from varchar(9) to enum('30','20','10')
--! fails
`driftline_only_labels` failed
