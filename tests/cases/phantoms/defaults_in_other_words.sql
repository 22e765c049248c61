-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT '5', b varchar(9) DEFAULT 5, c decimal(10, 2) DEFAULT '1.5', d bit(3) DEFAULT 5, e varbinary(4) DEFAULT 'ab', f int DEFAULT (1+2), g text DEFAULT (concat('a','b')), h varchar(5) DEFAULT "it's", i float DEFAULT 1.50, j date DEFAULT '2024-2-29', k time DEFAULT '1:2:3', l uuid DEFAULT uuid(), m year DEFAULT '24', n enum('a', 'b') DEFAULT 'a', o double DEFAULT 1e3, p varchar(9) DEFAULT '');
INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 5, b varchar(9) DEFAULT '5', c decimal(10, 2) DEFAULT 1.50, d bit(3) DEFAULT b'101', e varbinary(4) DEFAULT x'6162', f int DEFAULT (1 + 2), g text DEFAULT concat('a', 'b'), h varchar(5) DEFAULT 'it''s', i float DEFAULT 1.5, j date DEFAULT '2024-02-29', k time DEFAULT '01:02:03', l uuid DEFAULT (uuid()), m year DEFAULT 2024, n enum('a', 'b') DEFAULT 'a', o double DEFAULT 1000, p varchar(9) DEFAULT (''));
--! changes
