-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY);
--! after
CREATE TABLE t (id int PRIMARY KEY); CREATE FUNCTION `Größe of "it"`(`a b` int, `select` int) RETURNS int RETURN `a b` + `select`; CREATE PROCEDURE `it``s`() SELECT `Größe of "it"`(1, 2); CREATE PROCEDURE `t`() SELECT 1;
