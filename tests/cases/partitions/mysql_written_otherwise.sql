-- engines: mysql
--! before
CREATE TABLE p (id int, at date) PARTITION BY RANGE (year(at)) (PARTITION a VALUES LESS THAN (2000 + 20), PARTITION z VALUES LESS THAN MAXVALUE);
--! after
create table p (id int, at date) partition by range ( YEAR(`at`) ) (partition A values less than (2020), partition Z values less than (maxvalue));
--! changes
