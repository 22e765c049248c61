-- engines: postgres
--! before
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE t (id integer PRIMARY KEY, v mood NOT NULL DEFAULT 'glad'); INSERT INTO t VALUES (1, 'sad'), (2, 'glad');
--! after
CREATE TYPE mood AS ENUM ('glad', 'sad');
CREATE TABLE t (id integer PRIMARY KEY, v mood NOT NULL DEFAULT 'glad');
