-- engines: postgres
--! before
CREATE TABLE b (id integer NOT NULL, v text, CONSTRAINT k CHECK (id > 0)); INSERT INTO b VALUES (1, 'a'); CREATE TABLE c (w text) INHERITS (b); CREATE TABLE d (z integer) INHERITS (c); INSERT INTO d VALUES (3, 'c', 'y', 4);
--! after
CREATE TABLE b (id integer NOT NULL, v varchar(9), n integer, CONSTRAINT k CHECK (id > 0)); INSERT INTO b VALUES (1, 'a'); CREATE TABLE c (w text) INHERITS (b); CREATE TABLE d (z integer) INHERITS (c);
--! changes
b + n integer null
b ~ v text -> character varying(9)
