-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer CHECK (a > 0) CHECK (a < 100), b text, CHECK (b <> 'a,(b)'), CONSTRAINT named CHECK (length(b) < 9)); INSERT INTO t VALUES (1, 5, 'b'), (2, NULL, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer CHECK (a > 0) CHECK (a < 100), b varchar(9), CHECK (b <> 'a,(b)'), CONSTRAINT named CHECK (length(b) < 9));
