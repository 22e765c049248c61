-- Computed columns follow; views and triggers are made anew, because the engine leaves their texts alone.
-- engines: mysql
-- rename: t.v=amount
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer, w integer AS (v * 2) STORED, x integer AS (v + 1)); INSERT INTO t (id, v) VALUES (1, 5), (2, NULL);
CREATE VIEW s AS SELECT id, v FROM t;
CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.v = coalesce(NEW.v, 1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, amount integer, w integer AS (amount * 2) STORED, x integer AS (amount + 1));
CREATE VIEW s AS SELECT id, amount FROM t;
CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.amount = coalesce(NEW.amount, 1);
