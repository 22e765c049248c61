-- MariaDB's json is a longtext with a check of its own; a second condition is another.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v json, w longtext); INSERT INTO t VALUES (1, '{"a": 1}', '[]');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v json, w json, CONSTRAINT c CHECK (json_length(v) < 9));
