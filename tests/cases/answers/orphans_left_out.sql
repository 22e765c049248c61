-- unfit: leave out
-- leaves out: t 1
-- loses: t
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1);
CREATE TABLE t (id integer PRIMARY KEY, p_id integer NOT NULL); INSERT INTO t VALUES (1, 1), (2, 7), (3, 1);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE t (id integer PRIMARY KEY, p_id integer NOT NULL, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id));
--! hazards
loses-rows t
