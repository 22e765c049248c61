-- engines: postgres mysql
--! before
CREATE TYPE mood AS ENUM ('sad', 'glad', 'odd'); CREATE TABLE t (id integer PRIMARY KEY, v mood); INSERT INTO t VALUES (1, 'odd'), (2, 'odd'), (3, 'sad');
--! before mysql
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad', 'odd')); INSERT INTO t VALUES (1, 'odd'), (2, 'odd'), (3, 'sad');
--! after
CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE TABLE t (id integer PRIMARY KEY, v mood);
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad'));
--! needs
t.v … 2 … --fill t.v=LABEL
