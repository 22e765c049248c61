--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(10), CONSTRAINT c CHECK (v IN ('a', 'b'))); INSERT INTO t VALUES (1, 'a'), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(10), CONSTRAINT c CHECK (v IN ('a', 'b', 'it''s', 'ž')));
