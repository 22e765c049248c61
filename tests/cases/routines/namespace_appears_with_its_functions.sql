-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 10), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer);CREATE SCHEMA app; CREATE DOMAIN app.d AS integer; CREATE FUNCTION app.f(a app.d) RETURNS app.d LANGUAGE sql AS 'SELECT a';
