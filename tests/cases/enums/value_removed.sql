-- No row uses the value.
-- engines: postgres
--! before
CREATE TYPE mood AS ENUM ('sad', 'glad', 'odd');
CREATE TABLE t (id integer PRIMARY KEY, v mood NOT NULL DEFAULT 'glad', w mood[]); INSERT INTO t VALUES (1, 'sad', '{glad,sad}'), (2, 'glad', NULL);
CREATE INDEX i ON t (v);
--! after
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE t (id integer PRIMARY KEY, v mood NOT NULL DEFAULT 'glad', w mood[]);
CREATE INDEX i ON t (v);
