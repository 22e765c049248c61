-- Defaults that speak of other columns, of which one goes, one comes and one gets another name.
-- engines: mysql
-- rename: t.c=d
-- apart: t.gone
-- loses: t.gone
--! before
CREATE TABLE t (id integer PRIMARY KEY, a varchar(40) DEFAULT (concat(gone, c)), gone varchar(9) DEFAULT 'g', c varchar(9) DEFAULT (lower('X'))); INSERT INTO t VALUES (1, 'q', 'r', 's');
--! after
CREATE TABLE t (id integer PRIMARY KEY, a varchar(40) DEFAULT (concat(d, come)), d varchar(9) DEFAULT (lower('X')), come varchar(9) DEFAULT 'y');
