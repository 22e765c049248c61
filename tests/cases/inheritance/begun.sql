-- engines: postgres
-- gains: b
--! before
CREATE TABLE b (id integer NOT NULL, v text, CONSTRAINT k CHECK (id > 0)); INSERT INTO b VALUES (1, 'a'); CREATE TABLE c (id integer NOT NULL, v text, w text); INSERT INTO c VALUES (2, 'b', 'x');
--! after
CREATE TABLE b (id integer NOT NULL, v text, CONSTRAINT k CHECK (id > 0)); INSERT INTO b VALUES (1, 'a'); CREATE TABLE c (id integer NOT NULL, v text, w text, CONSTRAINT k CHECK (id > 0)) INHERITS (b);
--! changes
c ~ options none -> inherits (b)
c + check k (id > 0)
