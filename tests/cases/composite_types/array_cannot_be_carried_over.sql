-- engines: postgres
--! before
CREATE TYPE pair AS (a integer, b text);CREATE TABLE t (id integer, c pair, cs pair[]); INSERT INTO t VALUES (1, ROW(1, 'x'), ARRAY[ROW(2, 'y')::pair]), (2, NULL, NULL);
--! after
CREATE TYPE pair AS (b text, a integer);CREATE TABLE t (id integer, c pair, cs pair[]);
--! needs
composite type pair cannot be made anew … an array of pair
