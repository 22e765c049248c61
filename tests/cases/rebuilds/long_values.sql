-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, b blob); INSERT INTO t VALUES (1, replace(hex(zeroblob(50000)), '00', 'ž'), zeroblob(100000)), (2, '', x'');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(100000), b blob);
