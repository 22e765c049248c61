-- Two tables take each other's names.
-- rename: a=b
-- rename: b=a
--! before
CREATE TABLE a (id integer PRIMARY KEY, only_a text); CREATE TABLE b (id integer PRIMARY KEY, only_b integer);
INSERT INTO a VALUES (1, 'from a'); INSERT INTO b VALUES (2, 22), (3, 33);
--! after
CREATE TABLE b (id integer PRIMARY KEY, only_a text); CREATE TABLE a (id integer PRIMARY KEY, only_b integer);
