-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer DEFAULT (1 + 2), b varchar(99) DEFAULT (concat('a', 'it''s', '\\')), c double DEFAULT (rand()), d integer DEFAULT 5, e json DEFAULT (json_object('a', 1)));
INSERT INTO t (id, b, c) VALUES (1, 'x', 0.5);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer DEFAULT (1 + 2 * 3), b varchar(99) DEFAULT (concat(`id`, 'it''s "q"', '\\', 'ž')), c double, d integer DEFAULT (5 + 0), e json DEFAULT (json_object('a', json_array(1, 'x'))));
