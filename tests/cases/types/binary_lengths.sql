-- engines: mysql
-- fill: t.d=abc
-- rewrites: t.d
-- loses: t.d
--! before
CREATE TABLE t (id int PRIMARY KEY, a binary(4), b varbinary(10), c varbinary(255), d binary(3)); INSERT INTO t VALUES (1, x'00ff4142', x'00', x'ff', x'010203'), (2, NULL, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varbinary(4), b varbinary(20), c varbinary(300), d binary(3) NOT NULL);
