-- A full-text index stands over the column whose collation changes.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w varchar(50), FULLTEXT KEY f (v, w), KEY i (w(10))); INSERT INTO t VALUES (1, 'Žofie 李 😀', 'naïve'), (2, NULL, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text COLLATE utf8mb4_unicode_ci, w varchar(50) COLLATE utf8mb4_unicode_ci, FULLTEXT KEY f (v, w), KEY i (w(10)));
