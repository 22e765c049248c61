-- rename: "žluťoučký kůň".jméno=příjmení
--! before
CREATE TABLE "žluťoučký kůň" ("číslo" integer PRIMARY KEY, "jméno" text, "名前" text); INSERT INTO "žluťoučký kůň" VALUES (1, 'ž', '李'), (2, NULL, '');
--! before mysql
CREATE TABLE `žluťoučký kůň` (`číslo` integer PRIMARY KEY, `jméno` text, `名前` text); INSERT INTO `žluťoučký kůň` VALUES (1, 'ž', '李'), (2, NULL, '');
--! after
CREATE TABLE "žluťoučký kůň" ("číslo" integer PRIMARY KEY, "příjmení" text, "名前" varchar(30), "Ünïcode 🐎" integer DEFAULT 3, CONSTRAINT "ověření" CHECK ("číslo" > 0)); CREATE INDEX "podle 名前" ON "žluťoučký kůň" ("名前");
--! after mysql
CREATE TABLE `žluťoučký kůň` (`číslo` integer PRIMARY KEY, `příjmení` text, `名前` varchar(30), `Ünïcode` integer DEFAULT 3, CONSTRAINT `ověření` CHECK (`číslo` > 0)); CREATE INDEX `podle 名前` ON `žluťoučký kůň` (`名前`);
