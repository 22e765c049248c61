-- Words that only this engine keeps for itself.
-- engines: mysql
-- loses: rows.lead
--! before
CREATE TABLE `rows` (`key` int PRIMARY KEY, `rank` text, `system` int, `lead` int); INSERT INTO `rows` VALUES (1, 'a', 2, 3);
--! after
CREATE TABLE `rows` (`key` int PRIMARY KEY, `rank` varchar(9) DEFAULT 'mod', `system` bigint, `lead` int AS (`system` + 1) VIRTUAL, `div` int, CONSTRAINT `regexp` CHECK (`system` > 0), INDEX `usage` (`div`, `rank`));
