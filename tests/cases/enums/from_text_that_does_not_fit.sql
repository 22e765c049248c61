-- A text that is no label is refused; nothing becomes an empty text.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20)); INSERT INTO t VALUES (1, 'sad'), (2, 'odd');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad'));
--! hazards
t.v: … 1
--! fails
Data truncated for column 'v'
