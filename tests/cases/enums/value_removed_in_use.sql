-- Rows that hold the value which goes are asked about; here they get another.
-- engines: mysql
-- fill: t.v=fine
-- rewrites: t.v
--! before
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad', 'it''s') NOT NULL DEFAULT 'it''s'); INSERT INTO t VALUES (1, 'it''s'), (2, 'glad'), (3, 'it''s');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad', 'fine') NOT NULL DEFAULT 'fine');
