-- engines: mysql
-- rewrites: t.a
--! before
CREATE TABLE t (id int PRIMARY KEY, a inet4, b varchar(45), c inet6); INSERT INTO t VALUES (1, '10.0.0.1', '::1', 'fe80::1'), (2, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a inet6, b inet6, c varchar(50));
