-- What the catalog prints as `\n` is a line break.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9), w enum('a', 'x\ny', 'b')); INSERT INTO t VALUES (1, 'x\ny', 'x\ny'), (2, 'a', 'a');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v enum('x\ny', 'a'), w enum('x\ny', 'a', 'b'));
--! hazards
converts-type t.v
