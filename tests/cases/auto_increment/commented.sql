-- Comment and number survive each other's change.
-- engines: mysql
--! before
CREATE TABLE t (id integer NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'it''s "one"', v varchar(9)); INSERT INTO t (v) VALUES ('a'), ('b'), ('c'); DELETE FROM t WHERE v = 'c';
--! after
CREATE TABLE t (id integer NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'it''s "two" \\ ž', v varchar(9));
