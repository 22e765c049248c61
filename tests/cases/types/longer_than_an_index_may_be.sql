-- A unique key holds texts that only a hash of them can.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(100), UNIQUE k (a)); INSERT INTO t VALUES (1, 'a'), (2, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(2000), UNIQUE k (a));
