-- engines: postgres
-- loses: t.id
--! before
CREATE TABLE t (id serial, v text); INSERT INTO t (v) VALUES ('a'), ('b'), ('c');
--! after
CREATE SEQUENCE t_id_seq AS integer; CREATE TABLE t (v text);
