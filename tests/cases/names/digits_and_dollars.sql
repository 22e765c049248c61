-- Names that begin with digits, or look like numbers.
-- engines: mysql
--! before
CREATE TABLE `1st` (`2` int PRIMARY KEY, 3rd int, `1e5` text, $d int); INSERT INTO `1st` VALUES (1, 2, 'a', 4);
--! after
CREATE TABLE `1st` (`2` int PRIMARY KEY, 3rd bigint, `1e5` varchar(9) NOT NULL, $d int CHECK ($d > 0), `4` int AS (`2` + 1), INDEX `5` (3rd, `2`));
