-- The fraction of type, default and ON UPDATE changes at once, without touching the times that are there.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp()); INSERT INTO t VALUES (1, '2020-01-02 03:04:05'), (2, '2021-01-02 03:04:06');
--! after
CREATE TABLE t (id integer PRIMARY KEY, a timestamp(6) NOT NULL DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6));
--! changes
t ~ a timestamp -> timestamp(6), default (current_timestamp()) -> default (current_timestamp(6)), on update (current_timestamp()) -> on update (current_timestamp(6))
