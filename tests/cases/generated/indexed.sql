-- An index and a unique key come with computed columns, virtual and stored.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer, w varchar(50)); INSERT INTO t VALUES (1, 5, 'A'), (2, NULL, 'b'), (3, -7, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer, w varchar(50), b integer AS (a * 2) VIRTUAL, c varchar(50) AS (lower(w)) STORED, INDEX i (b, id), UNIQUE k (c), INDEX m (c(3)));
