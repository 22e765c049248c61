-- engines: sqlite
-- rename: t.old=renamed
-- apart: t.gone
-- loses: t.gone
--! before
CREATE TABLE t (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, old text COLLATE nocase, gone integer DEFAULT 5, v text, CONSTRAINT c CHECK (old <> 'x')); CREATE INDEX i ON t (old); CREATE INDEX j ON t (gone);
INSERT INTO t (old, gone, v) VALUES ('a', 1, 'v'), ('b', 2, NULL);
--! after
CREATE TABLE t (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, renamed text COLLATE nocase, v varchar(9) DEFAULT 'q', fresh integer NOT NULL DEFAULT 1, CONSTRAINT c CHECK (renamed <> 'x'), CONSTRAINT u UNIQUE (renamed, v)); CREATE INDEX i ON t (renamed);
