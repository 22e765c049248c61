-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 10), (2, NULL);CREATE PROCEDURE p(a integer, INOUT b integer) LANGUAGE plpgsql AS $$BEGIN b := a; END$$;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer);CREATE PROCEDURE p(a integer, INOUT b integer) LANGUAGE plpgsql AS $$BEGIN b := a + 1; END$$; CREATE PROCEDURE q() LANGUAGE sql AS 'DELETE FROM t';
