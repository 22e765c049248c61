-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a bit(1) NOT NULL DEFAULT b'0', b bit(12) DEFAULT b'101', c bit(64), d bit(8) DEFAULT 3); INSERT INTO t (id) VALUES (1), (2);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a bit(1) NOT NULL DEFAULT b'1', b bit(12), c bit(64) DEFAULT x'ffffffffffffffff', d bit(9) DEFAULT 4);
