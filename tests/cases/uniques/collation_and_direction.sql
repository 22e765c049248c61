-- engines: sqlite
--! before
CREATE TABLE t (a text, b text, UNIQUE (a)); INSERT INTO t VALUES ('x', 'y'), (NULL, NULL);
--! after
CREATE TABLE t (a text, b text, UNIQUE (a COLLATE NOCASE), CONSTRAINT both UNIQUE (b DESC, a COLLATE RTRIM) ON CONFLICT IGNORE);
--! changes
t  - unique (a)
t  + unique (a collate NOCASE)
t  + unique both (b desc, a collate RTRIM) on conflict ignore
