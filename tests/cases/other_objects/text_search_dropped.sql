-- engines: postgres
--! before
CREATE TEXT SEARCH DICTIONARY stem (TEMPLATE = simple, ACCEPT = false); CREATE TEXT SEARCH CONFIGURATION mine (COPY = simple); ALTER TEXT SEARCH CONFIGURATION mine ALTER MAPPING FOR word WITH stem; CREATE TABLE t (id integer);
--! after
CREATE TABLE t (id integer);
