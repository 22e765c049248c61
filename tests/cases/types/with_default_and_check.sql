-- The default and the check have to be put back in the new type's words.
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(10) NOT NULL DEFAULT '7', CONSTRAINT c CHECK (id > 0)); INSERT INTO t VALUES (1, '12'), (2, '3');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer NOT NULL DEFAULT 7, CONSTRAINT c CHECK (id > 0));
