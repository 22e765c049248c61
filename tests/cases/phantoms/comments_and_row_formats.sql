-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY COMMENT '', a int COMMENT 'x', KEY i (a) COMMENT '') COMMENT '' ENGINE=InnoDB;
INSERT INTO t VALUES (1, 2);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int COMMENT 'x', KEY i (a)) DEFAULT CHARSET=utf8mb4 ROW_FORMAT=DEFAULT COMMENT='';
--! changes
