-- Escapes in texts stay as they are written.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY);
--! after
CREATE TABLE t (id int PRIMARY KEY); CREATE PROCEDURE p() SELECT 'it''s', 'a\\b %', "x; y", '//', `id` FROM t WHERE id > 0; CREATE FUNCTION f() RETURNS varchar(20) RETURN 'DELIMITER ;;';
