-- Tables at both ends of foreign keys come and go.
-- loses: a
-- loses: b.a_id
--! before
CREATE TABLE a (id integer PRIMARY KEY); CREATE TABLE b (id integer PRIMARY KEY, a_id integer CONSTRAINT fa REFERENCES a (id));
INSERT INTO a VALUES (1); INSERT INTO b VALUES (1, NULL), (2, 1);
--! after
CREATE TABLE c (id integer PRIMARY KEY); CREATE TABLE b (id integer PRIMARY KEY, c_id integer CONSTRAINT fc REFERENCES c (id));
