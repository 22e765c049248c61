-- engines: postgres
--! before
CREATE TABLE u (id integer);
--! after
CREATE TABLE u (id integer);CREATE FUNCTION up(a text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper(a)';CREATE TABLE t (id integer, v text DEFAULT up('x'), g text GENERATED ALWAYS AS (up(v)) STORED, CONSTRAINT ck CHECK (up(v) <> '')); CREATE INDEX i ON t (up(v)); CREATE UNIQUE INDEX j ON t (id) WHERE up(v) > 'A'; CREATE VIEW w AS SELECT up(v) AS u FROM t; CREATE VIEW x AS SELECT u FROM w; CREATE MATERIALIZED VIEW m AS SELECT up(v) AS u FROM t; CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER tg BEFORE INSERT ON t FOR EACH ROW WHEN (up(NEW.v) = 'A') EXECUTE FUNCTION touch();
