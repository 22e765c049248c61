-- engines: mysql
-- rename: t=u
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(9)) ENGINE=MyISAM COMMENT='x'; INSERT INTO t VALUES (1, 'a');
--! after
CREATE TABLE u (id int PRIMARY KEY, a varchar(9)) ROW_FORMAT=REDUNDANT COMMENT='y';
