-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b varchar(30), c text); INSERT INTO t VALUES (1, '2024-02-29', '2024-02-29 12:00:00', '10:00:00'), (2, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a date, b datetime, c time);
--! hazards
converts-type t.a
