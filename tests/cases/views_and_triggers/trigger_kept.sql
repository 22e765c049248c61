-- A trigger of the table stays while the table changes.
-- engines: postgres mysql
-- loses: t.gone
--! before
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.v := new.v || ''!''; RETURN new; END';
CREATE TABLE t (id integer PRIMARY KEY, v text, gone text);
CREATE TRIGGER noted BEFORE INSERT ON t FOR EACH ROW WHEN (new.v <> 'x') EXECUTE FUNCTION note();
INSERT INTO t VALUES (1, 'a', 'b'), (2, NULL, 'c');
--! before mysql
CREATE TABLE t (id integer PRIMARY KEY, v text, gone text);
CREATE TRIGGER noted BEFORE INSERT ON t FOR EACH ROW SET new.v = if(new.v <> 'x', concat(new.v, '!'), new.v);
INSERT INTO t VALUES (1, 'a', 'b'), (2, NULL, 'c');
--! after
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.v := new.v || ''!''; RETURN new; END';
CREATE TABLE t (id integer PRIMARY KEY, v text DEFAULT 'y', fresh integer);
CREATE TRIGGER noted BEFORE INSERT ON t FOR EACH ROW WHEN (new.v <> 'x') EXECUTE FUNCTION note();
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v varchar(100) DEFAULT 'y', fresh integer);
CREATE TRIGGER noted BEFORE INSERT ON t FOR EACH ROW SET new.v = if(new.v <> 'x', concat(new.v, '!'), new.v);
