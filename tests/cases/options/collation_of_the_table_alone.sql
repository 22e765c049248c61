-- The columns keep what they have, which is spelt out from now on.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40), w varchar(9) CHARACTER SET ascii, INDEX i (v)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin; INSERT INTO t VALUES (1, 'a', 'b');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40) COLLATE utf8mb4_bin, w varchar(9) CHARACTER SET ascii, INDEX i (v)) DEFAULT CHARACTER SET latin1;
