-- Another column is the key.
--! before
CREATE TABLE t (id integer NOT NULL, code varchar(5) NOT NULL, v text, PRIMARY KEY (id)); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'ž', NULL);
--! after
CREATE TABLE t (id integer NOT NULL, code varchar(5) NOT NULL, v text, PRIMARY KEY (code));
