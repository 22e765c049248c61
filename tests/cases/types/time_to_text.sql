-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a time, b date, c datetime(3), d timestamp NULL); INSERT INTO t VALUES (1, '-10:20:30', '2024-02-29', '2024-02-29 12:30:00.125', '2024-02-29 12:30:00'), (2, NULL, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b varchar(20), c varchar(40), d text);
--! hazards
converts-type t.a
