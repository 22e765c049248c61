-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, a text, b int NOT NULL DEFAULT 3, c blob, d real, e any) STRICT; INSERT INTO t VALUES (1, 'a', 2, x'0027', 1.5, 'any'), (2, NULL, -1, NULL, NULL, x'ff');
--! after
CREATE TABLE t (id integer PRIMARY KEY, a text DEFAULT '', b int NOT NULL DEFAULT 4, c blob, d real, e any) STRICT;
