-- engines: postgres mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text NOT NULL DEFAULT 'glad'); INSERT INTO t VALUES (1, 'glad'), (2, 'it''s');
--! after
CREATE TYPE mood AS ENUM ('sad', 'glad', 'it''s');
CREATE TABLE t (id integer PRIMARY KEY, v mood NOT NULL DEFAULT 'glad');
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad', 'it''s') NOT NULL DEFAULT 'glad');
