-- engines: postgres
--! before
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE t (id integer PRIMARY KEY, v mood DEFAULT 'glad'); INSERT INTO t VALUES (1, 'sad'), (2, NULL);
--! after
CREATE TYPE mood AS ENUM ('sad', 'glad', 'it''s ž');
CREATE TABLE t (id integer PRIMARY KEY, v mood DEFAULT 'glad');
