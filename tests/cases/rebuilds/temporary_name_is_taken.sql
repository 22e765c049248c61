-- Tables with the names a rebuild might use are there already.
-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE TABLE t_new (id integer PRIMARY KEY); CREATE TABLE __new_t (id integer); CREATE TABLE "t__new" (id integer); 
INSERT INTO t VALUES (1, 'a'); INSERT INTO t_new VALUES (5); INSERT INTO __new_t VALUES (6);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9)); CREATE TABLE t_new (id integer PRIMARY KEY); CREATE TABLE __new_t (id integer); CREATE TABLE "t__new" (id integer); 
