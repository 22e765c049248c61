-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a datetime, b timestamp NULL, c datetime(3) DEFAULT current_timestamp(3)); INSERT INTO t VALUES (1, '2020-01-02 03:04:05', '2020-01-02 03:04:05', '2020-01-02 03:04:05.678');
--! after
CREATE TABLE t (id integer PRIMARY KEY, a datetime ON UPDATE current_timestamp(), b timestamp NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(), c datetime(3) DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3));
--! changes
t ~ a no on update -> on update (current_timestamp())
t ~ b no default -> default (current_timestamp()), no on update -> on update (current_timestamp())
t ~ c no on update -> on update (current_timestamp(3))
