-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(10), b text, e enum('x', 'y')); CREATE TABLE u (id int PRIMARY KEY, a varchar(10) COLLATE latin1_swedish_ci, b char(3) CHARACTER SET ascii) CHARSET=latin1;
INSERT INTO t VALUES (1, 'a', 'b', 'x');
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci, b text CHARSET utf8mb4, e enum('x', 'y') COLLATE utf8mb4_general_ci) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci; CREATE TABLE u (id int PRIMARY KEY, a varchar(10), b char(3) CHARACTER SET ascii COLLATE ascii_general_ci) DEFAULT CHARACTER SET latin1 COLLATE latin1_swedish_ci;
--! changes
