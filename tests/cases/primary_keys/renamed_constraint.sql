--! before
CREATE TABLE t (a integer NOT NULL, v text, CONSTRAINT old_key PRIMARY KEY (a)); INSERT INTO t VALUES (1, 'x');
--! after
CREATE TABLE t (a integer NOT NULL, v text, CONSTRAINT new_key PRIMARY KEY (a));
--! changes mysql
