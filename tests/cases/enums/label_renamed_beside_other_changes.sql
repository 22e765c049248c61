-- One label gets another name, one goes and one comes; the type is made anew around the first.
-- rename label: t.v.glad=happy
-- engines: postgres mysql
-- fill: t.v=sad
-- rewrites: t.v
-- loses: t.v
--! before
CREATE TYPE mood AS ENUM ('sad', 'glad', 'odd'); CREATE TABLE t (id integer PRIMARY KEY, v mood DEFAULT 'glad', CHECK (v <> 'sad' OR id > 1)); CREATE TABLE u (id integer PRIMARY KEY, m mood); INSERT INTO t VALUES (1, 'glad'), (2, 'odd'), (3, NULL); INSERT INTO u VALUES (1, 'sad');
--! before mysql
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad', 'odd') DEFAULT 'glad', CONSTRAINT c CHECK (v <> 'sad' OR id > 1)); CREATE TABLE u (id integer PRIMARY KEY, m integer); INSERT INTO t VALUES (1, 'glad'), (2, 'odd'), (3, NULL); INSERT INTO u VALUES (1, 2);
--! after
CREATE TYPE mood AS ENUM ('fine', 'sad', 'happy'); CREATE TABLE t (id integer PRIMARY KEY, v mood DEFAULT 'happy', CHECK (v <> 'sad' OR id > 1)); CREATE TABLE u (id integer PRIMARY KEY, m mood);
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v enum('fine', 'sad', 'happy') DEFAULT 'happy', CONSTRAINT c CHECK (v <> 'sad' OR id > 1)); CREATE TABLE u (id integer PRIMARY KEY, m integer);
--! hazards
removes-enum-label
