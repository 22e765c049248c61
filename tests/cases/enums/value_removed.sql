-- No row uses the value.
-- engines: postgres mysql
--! before
CREATE TYPE mood AS ENUM ('sad', 'glad', 'odd');
CREATE TABLE t (id integer PRIMARY KEY, v mood NOT NULL DEFAULT 'glad', w mood[]); INSERT INTO t VALUES (1, 'sad', '{glad,sad}'), (2, 'glad', NULL);
CREATE INDEX i ON t (v);
--! before mysql
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad', 'odd') NOT NULL DEFAULT 'glad', w set('sad', 'glad', 'odd')); INSERT INTO t VALUES (1, 'sad', 'glad,sad'), (2, 'glad', NULL);
CREATE INDEX i ON t (v);
--! after
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE t (id integer PRIMARY KEY, v mood NOT NULL DEFAULT 'glad', w mood[]);
CREATE INDEX i ON t (v);
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad') NOT NULL DEFAULT 'glad', w set('sad', 'glad'));
CREATE INDEX i ON t (v);
