-- More digits of a second keep every time; fewer are a loss that is said.
-- engines: mysql
-- rewrites: t.d
-- loses: t.d
--! before
CREATE TABLE t (id integer PRIMARY KEY, a datetime, b timestamp NULL, c time, d datetime(6)); INSERT INTO t VALUES (1, '2020-01-02 03:04:05', '2020-01-02 03:04:05', '-12:00:01', '2020-01-02 03:04:05.678901'), (2, NULL, NULL, NULL, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a datetime(6), b timestamp(3) NULL, c time(2), d datetime(3));
--! hazards
narrows-type t.d
