-- MariaDB's JSON is a text with a check.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a json, b json NOT NULL DEFAULT '{}', c json CHECK (json_valid(c)));
INSERT INTO t (id, a) VALUES (1, '[]');
--! after
CREATE TABLE t (id int PRIMARY KEY, a longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`a`)), b longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT ('{}') CHECK (json_valid(`b`)), c json);
--! changes
