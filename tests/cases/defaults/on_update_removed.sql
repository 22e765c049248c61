-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a datetime ON UPDATE current_timestamp(), b timestamp(6) NOT NULL DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6) COMMENT 'c'); INSERT INTO t VALUES (1, '2020-01-02 03:04:05', '2020-01-02 03:04:05.678901');
--! after
CREATE TABLE t (id integer PRIMARY KEY, a datetime, b timestamp(6) NOT NULL DEFAULT current_timestamp(6) COMMENT 'c');
