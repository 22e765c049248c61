-- engines: mysql
--! before
CREATE TABLE m1 (id int NOT NULL) ENGINE=MyISAM; CREATE TABLE m (id int NOT NULL) ENGINE=MERGE UNION=(m1); CREATE TABLE u (id int PRIMARY KEY, v text); INSERT INTO u VALUES (1, 'a');
--! after
CREATE TABLE m1 (id int NOT NULL) ENGINE=MyISAM; CREATE TABLE m (id int NOT NULL) ENGINE=MERGE UNION=(m1); CREATE TABLE u (id int PRIMARY KEY, v text, w int);
--! changes
u  + w int null
--! unknown
table m: what stands behind a table of its storage engine
