-- A part of a JSON text, indexed.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, j json); INSERT INTO t VALUES (1, '{"name": "Žofie"}'), (2, '[]'), (3, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, j json, name varchar(40) AS (json_unquote(json_extract(j, '$.name'))) VIRTUAL, INDEX i (name));
