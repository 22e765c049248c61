-- Rows are filled, and the time of their last change stays.
-- engines: mysql
-- fill: t.v=?
-- loses: t.v
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9), a timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp()); INSERT INTO t VALUES (1, NULL, '2020-01-02 03:04:05'), (2, 'x', '2021-01-02 03:04:06');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9) NOT NULL, a timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp());
