-- engines: mysql
-- rename: t.email=EMAIL
--! before
CREATE TABLE t (id int PRIMARY KEY, email varchar(50), UNIQUE k (email)); INSERT INTO t VALUES (1, 'a');
--! after
CREATE TABLE t (id int PRIMARY KEY, EMAIL varchar(500) NOT NULL DEFAULT '', UNIQUE k (EMAIL));
