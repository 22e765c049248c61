-- Table, column, index, key and check share one name, and each changes.
-- engines: mysql
--! before
CREATE TABLE x (x integer PRIMARY KEY, y integer, KEY x (y), CONSTRAINT x CHECK (y > 0)); INSERT INTO x VALUES (1, 1), (2, 1);
--! after
CREATE TABLE x (x bigint PRIMARY KEY, y bigint, KEY x (y, x), CONSTRAINT x CHECK (y >= 0));
