-- The server rewrites the expression.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer, w varchar(10), b integer GENERATED ALWAYS AS ((a)+1) VIRTUAL, c boolean AS (a between 1 AND 5 and w LIKE 'x%') PERSISTENT, d varchar(9) AS (if(a>0,'it''s',"no")) STORED);
INSERT INTO t (id, a, w) VALUES (1, 2, 'xy');
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer, w varchar(10), b integer AS (`a` + 1), c tinyint(1) AS (`a` BETWEEN 1 AND 5 AND `w` like 'x%') STORED, d varchar(9) AS (IF(`a` > 0, 'it\'s', 'no')) STORED);
--! changes
