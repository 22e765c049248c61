-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, v text, FULLTEXT f (v)) ENGINE=MyISAM; CREATE TABLE u (id int PRIMARY KEY, v text, FULLTEXT f (v)); INSERT INTO t VALUES (1, 'green tea'); INSERT INTO u VALUES (1, 'milk');
--! after
CREATE TABLE t (id int PRIMARY KEY, v text, FULLTEXT f (v)); CREATE TABLE u (id int PRIMARY KEY, v text, FULLTEXT f (v)) ENGINE=Aria;
