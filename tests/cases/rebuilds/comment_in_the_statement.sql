-- The stored statement holds comments, odd quotes and a misleading word.
-- engines: sqlite
--! before
CREATE TABLE t ( -- AUTOINCREMENT, CHECK (no)
  "id" INTEGER PRIMARY KEY /* ) */, 'v' TEXT DEFAULT '--', [w] TEXT -- last
); INSERT INTO t VALUES (1, 'a', 'b');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text DEFAULT '--', w varchar(5));
