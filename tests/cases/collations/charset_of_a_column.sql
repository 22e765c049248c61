-- latin1 to utf8mb4: the characters stay, their bytes do not.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20) CHARACTER SET latin1 DEFAULT 'é' COMMENT 'ž "x"', w text CHARACTER SET latin2); INSERT INTO t VALUES (1, 'naïve é', 'Žofie'), (2, '', NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20) DEFAULT 'é' COMMENT 'ž "x"', w text);
