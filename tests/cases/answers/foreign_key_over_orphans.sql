--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1);
CREATE TABLE t (id integer PRIMARY KEY, p_id integer); INSERT INTO t VALUES (1, 1), (2, 7), (3, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE t (id integer PRIMARY KEY, p_id integer, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id));
--! needs
… 1 … --leave-out t
