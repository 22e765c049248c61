-- engines: postgres
--! before
CREATE TABLE t (id serial PRIMARY KEY, v text); INSERT INTO t (v) VALUES ('a'), ('b'), ('c');
--! after
CREATE TABLE t (id serial PRIMARY KEY, v text); ALTER SEQUENCE t_id_seq INCREMENT BY 5 CACHE 2;
