-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v set('a', 'b') NOT NULL DEFAULT 'a,b', w set('x')); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'a,b', NULL), (3, '', '');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v set('a', 'b', 'c') NOT NULL DEFAULT 'a,b', w set('x', 'y', 'it''s'));
