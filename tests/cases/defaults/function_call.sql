--! before
CREATE TABLE t (id integer PRIMARY KEY, v text DEFAULT 'x'); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text DEFAULT (lower('ABC') || '-' || upper('d')));
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v text DEFAULT (concat(lower('ABC'), '-', upper('d'))));
