-- engines: postgres
--! before
CREATE TEXT SEARCH DICTIONARY stem (TEMPLATE = simple, ACCEPT = false); CREATE TEXT SEARCH CONFIGURATION mine (PARSER = "default"); ALTER TEXT SEARCH CONFIGURATION mine ADD MAPPING FOR asciiword, word, email WITH stem; CREATE TABLE t (v text); CREATE INDEX i ON t USING gin (to_tsvector('mine', v)); INSERT INTO t VALUES ('a');
--! after
CREATE TEXT SEARCH DICTIONARY stem (TEMPLATE = simple, STOPWORDS = 'english'); CREATE TEXT SEARCH CONFIGURATION mine (PARSER = "default"); ALTER TEXT SEARCH CONFIGURATION mine ADD MAPPING FOR asciiword, url WITH stem, english_stem; ALTER TEXT SEARCH CONFIGURATION mine ADD MAPPING FOR word WITH stem; CREATE TABLE t (v text); CREATE INDEX i ON t USING gin (to_tsvector('mine', v));
--! changes
~ text search configuration mine definition
~ text search dictionary stem definition
