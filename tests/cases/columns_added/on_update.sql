-- Rows that exist keep the time of their last change while other columns come.
-- engines: mysql
-- fill: t.b=x
--! before
CREATE TABLE t (id integer PRIMARY KEY, at datetime DEFAULT current_timestamp() ON UPDATE current_timestamp()); INSERT INTO t VALUES (1, '2020-01-02 03:04:05');
--! after
CREATE TABLE t (id integer PRIMARY KEY, at datetime DEFAULT current_timestamp() ON UPDATE current_timestamp(), a timestamp(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3), b varchar(5) NOT NULL);
