-- Every row keeps its value under the new name, there and back; so do defaults, checks and arrays.
-- rename label: t.v.glad=it's happy
-- engines: postgres mysql
-- rewrites: t.v
-- rewrites: t.w
--! before
CREATE TYPE mood AS ENUM ('sad', 'glad', 'odd'); CREATE TABLE t (id integer PRIMARY KEY, v mood NOT NULL DEFAULT 'glad', w mood[] DEFAULT '{glad}', CHECK (v <> 'odd'), CHECK (v = 'glad' OR id > 0)); CREATE INDEX i ON t (id) WHERE v = 'glad'; CREATE VIEW g AS SELECT id FROM t WHERE v = 'glad'; INSERT INTO t VALUES (1, 'glad', '{glad,sad}'), (2, 'sad', NULL), (3, 'glad', '{}');
--! before mysql
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad', 'odd') NOT NULL DEFAULT 'glad', w integer, CONSTRAINT c CHECK (v <> 'odd'), CONSTRAINT d CHECK (v = 'glad' OR id > 0), KEY i (v)); INSERT INTO t VALUES (1, 'glad', 1), (2, 'sad', 2), (3, 'glad', 3);
--! after
CREATE TYPE mood AS ENUM ('sad', 'it''s happy', 'odd'); CREATE TABLE t (id integer PRIMARY KEY, v mood NOT NULL DEFAULT 'it''s happy', w mood[] DEFAULT '{"it''s happy"}', CHECK (v <> 'odd'), CHECK (v = 'it''s happy' OR id > 0)); CREATE INDEX i ON t (id) WHERE v = 'it''s happy'; CREATE VIEW g AS SELECT id FROM t WHERE v = 'it''s happy';
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'it''s happy', 'odd') NOT NULL DEFAULT 'it''s happy', w integer, CONSTRAINT c CHECK (v <> 'odd'), CONSTRAINT d CHECK (v = 'it''s happy' OR id > 0), KEY i (v));
--! changes postgres
> type mood 'glad' -> 'it''s happy'
--! hazards
breaks-old-code
