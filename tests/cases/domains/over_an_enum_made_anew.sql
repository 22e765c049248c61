-- engines: postgres
--! before
CREATE TYPE mood AS ENUM ('a', 'b'); CREATE DOMAIN d AS mood CHECK (VALUE <> 'a'); CREATE TABLE t (m mood); INSERT INTO t VALUES ('b');
--! after
CREATE TYPE mood AS ENUM ('b', 'c'); CREATE DOMAIN d AS mood CHECK (VALUE <> 'c'); CREATE TABLE t (m mood);
