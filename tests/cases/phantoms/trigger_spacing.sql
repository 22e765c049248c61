-- A trigger is kept as it was written: only space, remarks and the case of words mean nothing.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int); create trigger g before insert on t for each row set new.a=new.a+1;
INSERT INTO t VALUES (1, 2);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int); CREATE DEFINER=CURRENT_USER TRIGGER `g` BEFORE INSERT ON `t` FOR EACH ROW SET   new.a = new.a+1 /* more */;
--! changes
