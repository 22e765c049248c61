-- A table takes the name that another gives up.
-- rename: b=c
-- rename: a=b
--! before
CREATE TABLE a (id integer PRIMARY KEY, only_a text); CREATE TABLE b (id integer PRIMARY KEY, only_b integer);
CREATE TABLE child (id integer PRIMARY KEY, a_id integer CONSTRAINT fa REFERENCES a (id) ON DELETE CASCADE, b_id integer CONSTRAINT fb REFERENCES b (id) ON DELETE CASCADE);
INSERT INTO a VALUES (1, 'from a'); INSERT INTO b VALUES (2, 22), (3, 33); INSERT INTO child VALUES (1, 1, 2), (2, NULL, 3);
--! after
CREATE TABLE b (id integer PRIMARY KEY, only_a text); CREATE TABLE c (id integer PRIMARY KEY, only_b integer);
CREATE TABLE child (id integer PRIMARY KEY, a_id integer CONSTRAINT fa REFERENCES b (id) ON DELETE CASCADE, b_id integer CONSTRAINT fb REFERENCES c (id) ON DELETE CASCADE);
