-- A table and a column get other names under keys, indexes, checks, a view and a trigger.
-- engines: mysql
-- rename: p=parents
-- rename: parents.id=no
-- rename: c.p_id=parent_no
--! before
CREATE TABLE p (id integer NOT NULL AUTO_INCREMENT PRIMARY KEY, v varchar(9) CHECK (v <> 'x')); INSERT INTO p (v) VALUES ('a'), ('b');
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE); INSERT INTO c VALUES (1, 1), (2, NULL);
CREATE VIEW s AS SELECT p.v, c.id FROM p JOIN c ON c.p_id = p.id;
CREATE TRIGGER g AFTER DELETE ON c FOR EACH ROW UPDATE p SET v = 'gone' WHERE id = OLD.p_id;
--! after
CREATE TABLE parents (no integer NOT NULL AUTO_INCREMENT PRIMARY KEY, v varchar(9) CHECK (v <> 'x'));
CREATE TABLE c (id integer PRIMARY KEY, parent_no integer, CONSTRAINT f FOREIGN KEY (parent_no) REFERENCES parents (no) ON DELETE CASCADE);
CREATE VIEW s AS SELECT parents.v, c.id FROM parents JOIN c ON c.parent_no = parents.no;
CREATE TRIGGER g AFTER DELETE ON c FOR EACH ROW UPDATE parents SET v = 'gone' WHERE no = OLD.parent_no;
