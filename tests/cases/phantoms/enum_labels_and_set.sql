-- Space around labels, trailing blanks in them and the way they are quoted mean nothing.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a enum('x','it''s','b ') DEFAULT 'x', s set('p','q'));
INSERT INTO t VALUES (1, 'x', 'p,q');
--! after
CREATE TABLE t (id int PRIMARY KEY, a enum ( "x" , 'it\'s', 'b' ) DEFAULT 'x', s SET( 'p', 'q' ));
--! changes
