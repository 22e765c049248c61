-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20)); INSERT INTO t VALUES (1, '2024-02-29'), (2, '2023-02-29'), (3, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a date);
--! hazards
fails-on-data t.a: 1 value
--! fails
Incorrect datetime value: '2023-02-29'
