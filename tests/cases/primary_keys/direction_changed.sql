-- engines: sqlite
--! before
CREATE TABLE t (a integer NOT NULL, b text NOT NULL, PRIMARY KEY (a, b DESC)); INSERT INTO t VALUES (1, 'a'), (1, 'b'), (2, 'a');
--! after
CREATE TABLE t (a integer NOT NULL, b text NOT NULL, PRIMARY KEY (a DESC, b));
--! changes
t  - primary key (a, b desc)
t  + primary key (a desc, b)
