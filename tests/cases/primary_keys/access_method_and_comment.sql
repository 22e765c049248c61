-- engines: mysql
--! before
CREATE TABLE m (id int, PRIMARY KEY (id)) ENGINE=MEMORY; CREATE TABLE u (id int, PRIMARY KEY (id)); INSERT INTO m VALUES (1); INSERT INTO u VALUES (1);
--! after
CREATE TABLE m (id int, PRIMARY KEY (id) USING BTREE) ENGINE=MEMORY; CREATE TABLE u (id int, PRIMARY KEY (id) COMMENT 'it''s');
