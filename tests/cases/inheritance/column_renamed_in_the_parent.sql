-- engines: postgres
-- rename: b.v=x
--! before
CREATE TABLE b (id integer NOT NULL, v text, CONSTRAINT k CHECK (id > 0)); INSERT INTO b VALUES (1, 'a'); CREATE TABLE c (w text) INHERITS (b); INSERT INTO c VALUES (2, 'b', 'x');
--! after
CREATE TABLE b (id integer NOT NULL, x text, CONSTRAINT k CHECK (id > 0)); INSERT INTO b VALUES (1, 'a'); CREATE TABLE c (w text) INHERITS (b);
--! changes
b > v -> x
c > v -> x
