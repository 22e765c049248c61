--! before
CREATE TABLE "a.b;c" (id integer PRIMARY KEY, "x.y" text, "--" text, "/*" integer); INSERT INTO "a.b;c" VALUES (1, 'a', 'b', 3);
--! before mysql
CREATE TABLE `a.b;c` (id integer PRIMARY KEY, `x.y` text, `--` text, `/*` integer); INSERT INTO `a.b;c` VALUES (1, 'a', 'b', 3);
--! after
CREATE TABLE "a.b;c" (id integer PRIMARY KEY, "x.y" varchar(9), "--" text DEFAULT '--', "/*" integer, "?" text, "$1" text, "{}" text); CREATE INDEX "i;" ON "a.b;c" ("x.y", "?");
--! after mysql
CREATE TABLE `a.b;c` (id integer PRIMARY KEY, `x.y` varchar(9), `--` text DEFAULT '--', `/*` integer, `?` text, `$1` text, `{}` text); CREATE INDEX `i;` ON `a.b;c` (`x.y`, `?`(20));
