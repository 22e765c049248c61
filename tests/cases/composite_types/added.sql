-- engines: postgres
--! before
CREATE TABLE u (id integer);
--! after
CREATE TABLE u (id integer); CREATE TYPE pair AS (a integer, "B c" text COLLATE "C"); COMMENT ON TYPE pair IS 'two'; CREATE TYPE more AS (p pair, ps pair[]); CREATE TYPE nothing AS (); CREATE TABLE t (id integer, c more, cs more[]);
