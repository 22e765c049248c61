-- engines: postgres
--! before
CREATE TABLE b (id integer NOT NULL, v text, CONSTRAINT k CHECK (id > 0)); INSERT INTO b VALUES (1, 'a'); CREATE TABLE c (w text) INHERITS (b); INSERT INTO c VALUES (2, 'b', 'x');
--! after
CREATE TABLE b (id integer NOT NULL, v text, CONSTRAINT k CHECK (id > -5)); INSERT INTO b VALUES (1, 'a'); CREATE TABLE c (w text) INHERITS (b); ALTER TABLE c ADD CONSTRAINT own CHECK (w <> '');
--! changes
b - check k
b + check k (id > '-5'::integer)
c + check own (w <> ''::text)
