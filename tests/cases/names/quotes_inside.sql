--! before
CREATE TABLE "it's ""quoted""" ("a""b" integer PRIMARY KEY, "c'd" text, CONSTRAINT "u""'" UNIQUE ("c'd")); CREATE INDEX "i""x'" ON "it's ""quoted""" ("c'd");
INSERT INTO "it's ""quoted""" VALUES (1, '"'), (2, ''''), (3, NULL);
--! before mysql
CREATE TABLE `it's "quoted" and ``ticked``` (`a"``b` integer PRIMARY KEY, `c'd` varchar(30), CONSTRAINT `u"'` UNIQUE (`c'd`)); CREATE INDEX `i"x'` ON `it's "quoted" and ``ticked``` (`c'd`);
INSERT INTO `it's "quoted" and ``ticked``` VALUES (1, '"'), (2, ''''), (3, NULL);
--! after
CREATE TABLE "it's ""quoted""" ("a""b" integer PRIMARY KEY, "c'd" varchar(9), "e""'f" text DEFAULT '"''', CONSTRAINT "u""'" UNIQUE ("c'd"), CONSTRAINT "k""" CHECK ("c'd" <> 'c''d')); CREATE INDEX "i""x'" ON "it's ""quoted""" ("c'd" DESC);
--! after mysql
CREATE TABLE `it's "quoted" and ``ticked``` (`a"``b` integer PRIMARY KEY, `c'd` varchar(9), `e"'f` text DEFAULT '"''', CONSTRAINT `u"'` UNIQUE (`c'd`), CONSTRAINT `k"` CHECK (`c'd` <> 'c''d')); CREATE INDEX `i"x'` ON `it's "quoted" and ``ticked``` (`c'd` DESC);
