-- MariaDB's catalog does not double a backslash; made anew, the trigger must mean the same.
-- engines: mysql
-- rename: t=u
--! before
CREATE TABLE t (id int PRIMARY KEY, v varchar(20)); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET new.v = concat('a\\b', "it's \\", 'it''s \q'); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE u (id int PRIMARY KEY, v varchar(20)); CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW SET new.v = concat('a\\b', "it's \\", 'it''s \q');
