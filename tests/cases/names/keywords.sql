--! before
CREATE TABLE "order" ("select" integer PRIMARY KEY, "from" text, "check" integer, "unique" text); INSERT INTO "order" VALUES (1, 'a', 2, NULL);
CREATE TABLE "table" ("primary" integer PRIMARY KEY, "references" integer CONSTRAINT "foreign" REFERENCES "order" ("select") ON DELETE CASCADE); INSERT INTO "table" VALUES (1, 1);
--! before mysql
CREATE TABLE `order` (`select` integer PRIMARY KEY, `from` text, `check` integer, `unique` varchar(50)); INSERT INTO `order` VALUES (1, 'a', 2, NULL);
CREATE TABLE `table` (`primary` integer PRIMARY KEY, `references` integer CONSTRAINT `foreign` REFERENCES `order` (`select`) ON DELETE CASCADE); INSERT INTO `table` VALUES (1, 1);
--! after
CREATE TABLE "order" ("select" integer PRIMARY KEY, "from" varchar(7) NOT NULL DEFAULT 'group', "check" integer CONSTRAINT "default" CHECK ("check" > 0), "unique" text UNIQUE, "user" text); CREATE INDEX "where" ON "order" ("from", "user");
CREATE TABLE "table" ("primary" integer PRIMARY KEY, "references" integer CONSTRAINT "foreign" REFERENCES "order" ("select") ON DELETE CASCADE);
--! after mysql
CREATE TABLE `order` (`select` integer PRIMARY KEY, `from` varchar(7) NOT NULL DEFAULT 'group', `check` integer, `unique` varchar(50) UNIQUE, `user` varchar(20), CONSTRAINT `default` CHECK (`check` > 0)); CREATE INDEX `where` ON `order` (`from`, `user`);
CREATE TABLE `table` (`primary` integer PRIMARY KEY, `references` integer CONSTRAINT `foreign` REFERENCES `order` (`select`) ON DELETE CASCADE);
