-- The same numbering without the tie: the counter goes on.
-- engines: postgres
--! before
CREATE TABLE t (id serial PRIMARY KEY, v text); INSERT INTO t (v) VALUES ('a'), ('b'), ('c');
--! after
CREATE SEQUENCE t_id_seq AS integer; CREATE TABLE t (id integer PRIMARY KEY DEFAULT nextval('t_id_seq'), v text);
