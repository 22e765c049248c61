-- The engine would put in 0, an empty text, the first label or the year 0 without a word: each column is asked for.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY); INSERT INTO t VALUES (1), (2);
--! after
CREATE TABLE t (
    id integer PRIMARY KEY, a integer NOT NULL, b varchar(9) NOT NULL, c enum('x', 'y') NOT NULL, d date NOT NULL,
    e timestamp NOT NULL DEFAULT 0, f blob NOT NULL, g json NOT NULL, h bit(4) NOT NULL, i set('x') NOT NULL
);
--! needs
--fill t.a=VALUE
--fill t.b=VALUE
--fill t.c=
--fill t.d=VALUE
--fill t.f=VALUE
--fill t.g=VALUE
--fill t.h=VALUE
--fill t.i=VALUE
