-- engines: mysql
-- loses: t.a
--! before
CREATE TABLE t (a integer NOT NULL AUTO_INCREMENT, b varchar(9), c integer AS (length(b)) STORED, PRIMARY KEY (a), KEY i (c, b)); INSERT INTO t (a, b) VALUES (7, 'x'), (9, NULL);
--! after
CREATE TABLE t (b varchar(9));
