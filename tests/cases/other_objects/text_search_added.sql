-- engines: postgres
--! before
CREATE TABLE t (id integer, v text); INSERT INTO t VALUES (1, 'cats');
--! after
CREATE TEXT SEARCH DICTIONARY stem (TEMPLATE = snowball, LANGUAGE = 'english', STOPWORDS = 'english'); CREATE TEXT SEARCH CONFIGURATION mine (PARSER = "default"); ALTER TEXT SEARCH CONFIGURATION mine ADD MAPPING FOR asciiword, word WITH stem, simple; COMMENT ON TEXT SEARCH CONFIGURATION mine IS 'c'; CREATE TABLE t (id integer, v text, s tsvector GENERATED ALWAYS AS (to_tsvector('mine', v)) STORED); CREATE INDEX i ON t USING gin (s);
