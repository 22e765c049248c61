-- unfit: leave out
-- leaves out: t 1
-- loses: t
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a varchar(100)); INSERT INTO t VALUES (1, 'abcd'), (2, 'abce'), (3, NULL), (4, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a varchar(100), UNIQUE k (a(3)));
--! hazards
loses-rows t
