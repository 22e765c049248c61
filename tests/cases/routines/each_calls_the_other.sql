-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY);
--! after
CREATE TABLE t (id int PRIMARY KEY); CREATE PROCEDURE a(n int) IF n > 0 THEN CALL b(n - 1); END IF; CREATE PROCEDURE b(n int) IF n > 0 THEN CALL a(n - 1); END IF;
