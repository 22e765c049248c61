-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a bit(8), b varchar(9)); INSERT INTO t VALUES (1, 65, '66'), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(9), b bit(8));
--! hazards
converts-type t.a
converts-type t.b
