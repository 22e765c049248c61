-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a enum('x', 'it''s'), b varchar(9), c set('p', 'q')); INSERT INTO t VALUES (1, 'x', 'u', 'p,q'), (2, 'it''s', NULL, ''), (3, NULL, 'v', 'q');
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b enum('u', 'v'), c varchar(40));
