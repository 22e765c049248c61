-- engines: sqlite
--! before
CREATE TABLE t (
    id integer PRIMARY KEY ON CONFLICT REPLACE, a text NOT NULL ON CONFLICT IGNORE, b text UNIQUE ON CONFLICT REPLACE, c text, d text,
    CONSTRAINT u UNIQUE (c, b) ON CONFLICT ROLLBACK
);
INSERT INTO t VALUES (1, 'a', 'b', 'c', 'd'), (2, 'a', NULL, NULL, NULL);
--! after
CREATE TABLE t (
    id integer PRIMARY KEY ON CONFLICT REPLACE, a text NOT NULL ON CONFLICT IGNORE, b text UNIQUE ON CONFLICT REPLACE, c text, d varchar(9),
    CONSTRAINT u UNIQUE (c, b) ON CONFLICT ROLLBACK
);
