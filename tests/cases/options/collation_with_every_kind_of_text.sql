-- Those with a collation of their own keep it; enumerations and full texts follow the table.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a char(3), b text, c enum('x', 'é'), d set('p', 'q'), e varchar(9) COLLATE utf8mb4_bin, f varbinary(9), g json, FULLTEXT i (b), UNIQUE k (a)) CHARSET=latin1; INSERT INTO t VALUES (1, 'é', 'ab', 'é', 'p,q', 'ž', 'x', '[]');
--! after
CREATE TABLE t (id int PRIMARY KEY, a char(3), b text, c enum('x', 'é'), d set('p', 'q'), e varchar(9) COLLATE utf8mb4_bin, f varbinary(9), g json, FULLTEXT i (b), UNIQUE k (a)) COLLATE=utf8mb4_unicode_ci;
