-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer GENERATED ALWAYS AS (a * 2) STORED, c text AS (a || 'x'), v text); CREATE INDEX i ON t (c);
INSERT INTO t (id, a, v) VALUES (1, 2, 'v'), (2, NULL, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer GENERATED ALWAYS AS (a * 2) STORED, c text AS (a || 'x'), v varchar(9)); CREATE INDEX i ON t (c);
