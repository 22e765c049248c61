--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(10), w integer, CONSTRAINT k UNIQUE (v, w)); CREATE INDEX i ON t (v); CREATE INDEX p ON t (w) WHERE v = 'a';
INSERT INTO t VALUES (1, 'a', 1), (2, NULL, 2);
--! before mysql
CREATE TABLE t (id integer PRIMARY KEY, v varchar(10), w integer, CONSTRAINT k UNIQUE (v, w)); CREATE INDEX i ON t (v); CREATE INDEX p ON t (w DESC, v(3));
INSERT INTO t VALUES (1, 'a', 1), (2, NULL, 2);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20), w integer, CONSTRAINT k UNIQUE (v, w)); CREATE INDEX i ON t (v); CREATE INDEX p ON t (w) WHERE v = 'a';
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20), w integer, CONSTRAINT k UNIQUE (v, w)); CREATE INDEX i ON t (v); CREATE INDEX p ON t (w DESC, v(3));
