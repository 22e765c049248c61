-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a timestamp NOT NULL DEFAULT now() ON UPDATE now(), b datetime(3) DEFAULT localtime(3) ON UPDATE localtimestamp(3), c datetime DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP, d timestamp(6) NOT NULL DEFAULT current_timestamp(6), e timestamp NULL, f date DEFAULT curdate());
INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id int PRIMARY KEY, a timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE CURRENT_TIMESTAMP, b datetime(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE current_timestamp(3), c datetime ON UPDATE localtime, d timestamp(6) NOT NULL DEFAULT (CURRENT_TIMESTAMP(6)), e timestamp NULL DEFAULT NULL, f date DEFAULT (current_date()));
--! changes
