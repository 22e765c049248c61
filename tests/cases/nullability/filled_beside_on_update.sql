-- Filling one column leaves the one that notes the time of a change alone.
-- engines: mysql
-- fill: t.v=?
-- loses: t.v
--! before
CREATE TABLE t (id int PRIMARY KEY, v varchar(20), changed timestamp NOT NULL DEFAULT current_timestamp ON UPDATE current_timestamp); INSERT INTO t VALUES (1, NULL, '2024-02-29 12:00:00'), (2, 'a', '2024-02-29 13:00:00');
--! after
CREATE TABLE t (id int PRIMARY KEY, v varchar(20) NOT NULL, changed timestamp NOT NULL DEFAULT current_timestamp ON UPDATE current_timestamp);
