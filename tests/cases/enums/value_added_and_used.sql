-- A new value is a default in the same migration.
-- engines: postgres mysql
--! before
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE t (id integer PRIMARY KEY, v mood DEFAULT 'glad'); INSERT INTO t VALUES (1, 'sad'), (2, NULL);
--! before mysql
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad') DEFAULT 'glad'); INSERT INTO t VALUES (1, 'sad'), (2, NULL);
--! after
CREATE TYPE mood AS ENUM ('sad', 'glad', 'fine');
CREATE TABLE t (id integer PRIMARY KEY, v mood DEFAULT 'fine');
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad', 'fine') DEFAULT 'fine');
