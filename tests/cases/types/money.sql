-- engines: postgres
-- rewrites: t.a
-- rewrites: t.b
--! before
CREATE TABLE t (a money DEFAULT '1.50', b numeric(10,2)); INSERT INTO t VALUES ('12.30', 4.5);
--! after
CREATE TABLE t (a numeric(10,2) DEFAULT 1.5, b money);
--! changes
t ~ a money -> numeric(10,2), default ('$1.50'::money) -> default 1.5
t ~ b numeric(10,2) -> money
