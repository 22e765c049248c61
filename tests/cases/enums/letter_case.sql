-- A label gets another letter case: to the collation it is the same value.
-- engines: mysql
-- rewrites: t.v
--! before
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad') DEFAULT 'sad'); INSERT INTO t VALUES (1, 'sad'), (2, 'glad'), (3, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v enum('Sad', 'glad') DEFAULT 'Sad');
