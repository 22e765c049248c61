-- The default draws from the sequence, which comes before it.
-- engines: mysql
--! before
CREATE SEQUENCE s; CREATE TABLE t (id int PRIMARY KEY DEFAULT nextval(s), v int); INSERT INTO t (v) VALUES (1), (2);
--! after
CREATE SEQUENCE s; CREATE SEQUENCE a_new INCREMENT BY 10; CREATE TABLE t (id bigint PRIMARY KEY DEFAULT nextval(s), v int DEFAULT lastval(a_new)); CREATE TABLE more (id int PRIMARY KEY DEFAULT nextval(a_new));
--! changes
+ table more (id)
t  ~ id int -> bigint
t  ~ v no default -> default (lastval(`a_new`))
+ sequence a_new
