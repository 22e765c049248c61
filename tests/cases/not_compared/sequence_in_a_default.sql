-- The sequence is left alone; the default that draws from it is compared.
-- engines: mysql
--! before
CREATE SEQUENCE s; CREATE TABLE t (id int PRIMARY KEY DEFAULT nextval(s), v int); INSERT INTO t (v) VALUES (1), (2);
--! after
CREATE SEQUENCE s; CREATE TABLE t (id bigint PRIMARY KEY DEFAULT nextval(s), v int DEFAULT lastval(s));
--! changes
t  ~ id int -> bigint
t  ~ v no default -> default (lastval(`s`))
--! unknown
sequence s: sequences are not compared
