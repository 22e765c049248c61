-- engines: postgres
-- loses: b.v
-- loses: c.v
--! before
CREATE TABLE b (id integer NOT NULL, v text, CONSTRAINT k CHECK (id > 0)); INSERT INTO b VALUES (1, 'a'); CREATE TABLE c (w text) INHERITS (b); INSERT INTO c VALUES (2, 'b', 'x');
--! after
CREATE TABLE b (id integer NOT NULL, CONSTRAINT k CHECK (id > 0)); INSERT INTO b VALUES (1); CREATE TABLE c (w text) INHERITS (b);
--! changes
b - v
