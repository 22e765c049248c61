-- engines: sqlite
--! before
CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY DESC, v text); INSERT INTO t (id, v) VALUES (1, 'a'), (2, 'b');
--! after
CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, v text);
--! changes
t  - primary key (id desc)
t  + primary key (id)
