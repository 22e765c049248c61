-- engines: postgres
--! before
CREATE TYPE mood AS ENUM ('sad', 'glad', 'odd'); CREATE TABLE t (id integer PRIMARY KEY, v mood); INSERT INTO t VALUES (1, 'odd'), (2, 'odd'), (3, 'sad');
--! after
CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE TABLE t (id integer PRIMARY KEY, v mood);
--! needs
t.v … 2 … --fill t.v=LABEL
