-- MariaDB's catalog prints a new line and a backslash before an n alike.
-- engines: mysql
--! before
CREATE PROCEDURE p() SELECT 'a\nb'; CREATE TABLE u (id int PRIMARY KEY);
--! after
CREATE PROCEDURE p() SELECT 'a\nb'; CREATE TABLE u (id int PRIMARY KEY, v int);
--! changes
u  + v int null
--! unknown
procedure p: the catalog prints … new line
