-- How many rows or how long, no catalog says.
-- engines: mysql
--! before
CREATE TABLE h (id int) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME LIMIT 100 PARTITIONS 3; CREATE TABLE u (id int);
--! after
CREATE TABLE h (id int) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME LIMIT 100 PARTITIONS 3; CREATE TABLE u (id bigint);
--! changes
u  ~ id int -> bigint
--! unknown
partitions of table h: … SYSTEM_TIME
