-- A trigger elsewhere writes into the table that is rebuilt.
-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE TABLE other (id integer PRIMARY KEY);
CREATE TRIGGER copy AFTER INSERT ON other BEGIN INSERT INTO t (v) VALUES (new.id); END;
INSERT INTO other VALUES (1), (5);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(10)); CREATE TABLE other (id integer PRIMARY KEY);
CREATE TRIGGER copy AFTER INSERT ON other BEGIN INSERT INTO t (v) VALUES (new.id); END;
