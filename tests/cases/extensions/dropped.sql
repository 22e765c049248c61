-- engines: postgres
--! before
CREATE EXTENSION citext; CREATE TABLE t (id integer, v citext); INSERT INTO t VALUES (1, 'A');
--! after
CREATE TABLE t (id integer, v text);
--! hazards
breaks-old-code citext: all that it brought goes with it
