-- Two tables refer to each other, and all four columns change.
-- engines: mysql
--! before
CREATE TABLE a (id integer PRIMARY KEY, b_id integer); CREATE TABLE b (id integer PRIMARY KEY, a_id integer, CONSTRAINT fa FOREIGN KEY (a_id) REFERENCES a (id));
ALTER TABLE a ADD CONSTRAINT fb FOREIGN KEY (b_id) REFERENCES b (id); INSERT INTO a VALUES (1, NULL); INSERT INTO b VALUES (5, 1); UPDATE a SET b_id = 5;
--! after
CREATE TABLE a (id bigint PRIMARY KEY, b_id bigint); CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint, CONSTRAINT fa FOREIGN KEY (a_id) REFERENCES a (id));
ALTER TABLE a ADD CONSTRAINT fb FOREIGN KEY (b_id) REFERENCES b (id);
