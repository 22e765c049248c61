-- The index is made anew, there is no other way.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9), w varchar(9), KEY i (v) COMMENT 'old', KEY j (w), UNIQUE KEY k (w, v) COMMENT 'gone'); INSERT INTO t VALUES (1, 'a', 'b');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9), w varchar(9), KEY i (v) COMMENT 'it''s new', KEY j (w) COMMENT 'added', UNIQUE KEY k (w, v));
