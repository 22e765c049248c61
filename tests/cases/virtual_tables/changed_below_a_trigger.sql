-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a b'), (2, 'c'); CREATE VIRTUAL TABLE words USING fts5(v); INSERT INTO words VALUES ('x'); CREATE TRIGGER step AFTER INSERT ON t BEGIN INSERT INTO words (v) VALUES (new.v); END;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE VIRTUAL TABLE words USING fts5(v, w); CREATE TRIGGER step AFTER INSERT ON t BEGIN INSERT INTO words (v) VALUES (new.v); END;
