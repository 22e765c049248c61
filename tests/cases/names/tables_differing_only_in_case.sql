-- On a server that tells tables apart by letter case, as most do.
-- engines: mysql
-- loses: Contacts.name
--! before
CREATE TABLE contacts (id int PRIMARY KEY, name text); CREATE TABLE `Contacts` (id int PRIMARY KEY, name text, other text); INSERT INTO contacts VALUES (1, 'small'); INSERT INTO `Contacts` VALUES (1, 'n', 'N');
--! after
CREATE TABLE contacts (id int PRIMARY KEY, name varchar(10)); CREATE TABLE `Contacts` (id int PRIMARY KEY, other text); CREATE TABLE `CONTACTS` (id int PRIMARY KEY, c int, CONSTRAINT f FOREIGN KEY (c) REFERENCES `Contacts` (id));
