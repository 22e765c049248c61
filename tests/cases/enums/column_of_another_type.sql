-- engines: postgres mysql
--! before
CREATE TYPE a AS ENUM ('x', 'y'); CREATE TYPE b AS ENUM ('y', 'x', 'z');
CREATE TABLE t (id integer PRIMARY KEY, v a DEFAULT 'x'); INSERT INTO t VALUES (1, 'y'), (2, NULL);
--! before mysql
CREATE TABLE t (id integer PRIMARY KEY, v enum('x', 'y') DEFAULT 'x'); INSERT INTO t VALUES (1, 'y'), (2, NULL);
--! after
CREATE TYPE a AS ENUM ('x', 'y'); CREATE TYPE b AS ENUM ('y', 'x', 'z');
CREATE TABLE t (id integer PRIMARY KEY, v b DEFAULT 'x');
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v enum('y', 'x', 'z') DEFAULT 'x');
