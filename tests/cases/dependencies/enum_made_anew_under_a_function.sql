-- engines: postgres
--! before
CREATE TYPE mood AS ENUM ('a', 'b'); CREATE FUNCTION f(m mood) RETURNS mood LANGUAGE sql IMMUTABLE AS 'SELECT m'; CREATE TYPE parcel AS (m mood); CREATE TABLE t (id integer, m mood, CONSTRAINT ck CHECK (f(m) IS NOT NULL)); CREATE VIEW w AS SELECT f(m) AS m FROM t; INSERT INTO t VALUES (1, 'b');
--! after
CREATE TYPE mood AS ENUM ('b', 'c'); CREATE FUNCTION f(m mood) RETURNS mood LANGUAGE sql IMMUTABLE AS 'SELECT m'; CREATE TYPE parcel AS (m mood); CREATE TABLE t (id integer, m mood, CONSTRAINT ck CHECK (f(m) IS NOT NULL)); CREATE VIEW w AS SELECT f(m) AS m FROM t;
