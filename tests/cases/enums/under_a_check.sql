-- A label goes that a check and a computed column speak of.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad', 'odd'), w integer AS (v = 'odd') STORED, CONSTRAINT c CHECK (v <> 'odd' OR id > 5)); INSERT INTO t (id, v) VALUES (1, 'sad'), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad'), w integer AS (v = 'glad') STORED, CONSTRAINT c CHECK (v <> 'glad' OR id > 5));
