--! before
--! after
CREATE TABLE a (id integer PRIMARY KEY, b_id integer CONSTRAINT "fk-a" REFERENCES b (id));
CREATE TABLE b (id integer PRIMARY KEY, c_id integer CONSTRAINT "fk-b" REFERENCES c (id));
CREATE TABLE c (id integer PRIMARY KEY, a_id integer CONSTRAINT "fk-c" REFERENCES a (id));
CREATE TABLE leaf (id integer PRIMARY KEY, c_id integer REFERENCES c (id));
--! after postgres
CREATE TABLE a (id integer PRIMARY KEY, b_id integer);
CREATE TABLE b (id integer PRIMARY KEY, c_id integer);
CREATE TABLE c (id integer PRIMARY KEY, a_id integer CONSTRAINT "fk-c" REFERENCES a (id));
CREATE TABLE leaf (id integer PRIMARY KEY, c_id integer REFERENCES c (id));
ALTER TABLE a ADD CONSTRAINT "fk-a" FOREIGN KEY (b_id) REFERENCES b (id);
ALTER TABLE b ADD CONSTRAINT "fk-b" FOREIGN KEY (c_id) REFERENCES c (id);
--! after mysql
CREATE TABLE a (id integer PRIMARY KEY, b_id integer);
CREATE TABLE b (id integer PRIMARY KEY, c_id integer);
CREATE TABLE c (id integer PRIMARY KEY, a_id integer, CONSTRAINT `fk-c` FOREIGN KEY (a_id) REFERENCES a (id));
CREATE TABLE leaf (id integer PRIMARY KEY, c_id integer REFERENCES c (id));
ALTER TABLE a ADD CONSTRAINT `fk-a` FOREIGN KEY (b_id) REFERENCES b (id);
ALTER TABLE b ADD CONSTRAINT `fk-b` FOREIGN KEY (c_id) REFERENCES c (id);
