-- engines: postgres
--! before
CREATE TABLE t (id serial PRIMARY KEY, v text); INSERT INTO t (v) VALUES ('a'), ('b');
--! after
CREATE TABLE t (id bigserial PRIMARY KEY, v text);
