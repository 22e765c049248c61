-- What a table has from the database it is in, written out or not.
-- engines: mysql
--! before
ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_german1_ci; CREATE TABLE t (id int PRIMARY KEY, a varchar(10), b text COLLATE latin1_bin);
INSERT INTO t VALUES (1, 'a', 'b');
--! after
ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_german1_ci; CREATE TABLE t (id int PRIMARY KEY, a varchar(10) COLLATE latin1_german1_ci, b text CHARACTER SET latin1 COLLATE latin1_bin) DEFAULT CHARACTER SET latin1 COLLATE latin1_german1_ci;
--! changes
