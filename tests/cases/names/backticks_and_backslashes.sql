-- engines: mysql
--! before
CREATE TABLE `a``b\c` (`id` int PRIMARY KEY, `x``y` int, `q\n` varchar(20) DEFAULT '`\\', CONSTRAINT `k``'"` UNIQUE (`x``y`)); INSERT INTO `a``b\c` VALUES (1, 2, '\\n'), (2, NULL, '''');
--! after
CREATE TABLE `a``b\c` (`id` int PRIMARY KEY, `x``y` bigint, `q\n` varchar(30) DEFAULT '`\\\n', `%s` int COMMENT 'a ` and a \\ and a ''', CONSTRAINT `k``'"` UNIQUE (`x``y`), CONSTRAINT `c````` CHECK (`x``y` <> `id`), INDEX `\` (`q\n`));
CREATE VIEW `v``\` AS SELECT `x``y` AS `it's` FROM `a``b\c`;
