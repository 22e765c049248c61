-- Two rebuilt tables refer to each other, and one gets the key that the other refers to.
-- engines: sqlite
--! before
CREATE TABLE a (id integer PRIMARY KEY); CREATE TABLE b (id integer NOT NULL, a_id integer CONSTRAINT fa REFERENCES a (id) ON DELETE CASCADE);
INSERT INTO a VALUES (1), (2); INSERT INTO b VALUES (1, 2), (2, NULL);
--! after
CREATE TABLE a (id integer PRIMARY KEY, b_id integer CONSTRAINT fb REFERENCES b (id) ON DELETE CASCADE); CREATE TABLE b (id integer NOT NULL PRIMARY KEY, a_id integer CONSTRAINT fa REFERENCES a (id) ON DELETE CASCADE);
