-- engines: postgres
--! before
CREATE TABLE b (id integer NOT NULL, v text, CONSTRAINT k CHECK (id > 0)); INSERT INTO b VALUES (1, 'a');
--! after
CREATE TABLE b (id integer NOT NULL, v text, CONSTRAINT k CHECK (id > 0)); INSERT INTO b VALUES (1, 'a'); CREATE TABLE c (w text) INHERITS (b); COMMENT ON COLUMN c.v IS 'v'; ALTER TABLE c ALTER v SET DEFAULT 'd', ALTER v SET NOT NULL;
--! changes
+ table c (id, v, w)
