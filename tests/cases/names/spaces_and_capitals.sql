-- rename: "My Contacts".Full Name="The Name"
--! before
CREATE TABLE "My Contacts" ("Id" integer PRIMARY KEY, "Full Name" text NOT NULL, "E-Mail" text, CONSTRAINT "One Mail" UNIQUE ("E-Mail"), CONSTRAINT "A Check" CHECK ("Full Name" <> 'Full Name'));
CREATE INDEX "By Name" ON "My Contacts" ("Full Name" DESC);
CREATE TABLE "My Calls" ("Id" integer PRIMARY KEY, "Contact" integer CONSTRAINT "Fk Contact" REFERENCES "My Contacts" ("Id") ON DELETE CASCADE);
INSERT INTO "My Contacts" VALUES (1, 'Ada', NULL), (2, 'Bob', 'b'); INSERT INTO "My Calls" VALUES (1, 1), (2, NULL);
--! before mysql
CREATE TABLE `My Contacts` (`Id` integer PRIMARY KEY, `Full Name` varchar(100) NOT NULL, `E-Mail` varchar(100), CONSTRAINT `One Mail` UNIQUE (`E-Mail`), CONSTRAINT `A Check` CHECK (`Full Name` <> 'Full Name'));
CREATE INDEX `By Name` ON `My Contacts` (`Full Name` DESC);
CREATE TABLE `My Calls` (`Id` integer PRIMARY KEY, `Contact` integer CONSTRAINT `Fk Contact` REFERENCES `My Contacts` (`Id`) ON DELETE CASCADE);
INSERT INTO `My Contacts` VALUES (1, 'Ada', NULL), (2, 'Bob', 'b'); INSERT INTO `My Calls` VALUES (1, 1), (2, NULL);
--! after
CREATE TABLE "My Contacts" ("Id" integer PRIMARY KEY, "The Name" text NOT NULL, "E-Mail" varchar(50), "New One" integer DEFAULT 1, CONSTRAINT "One Mail" UNIQUE ("E-Mail"), CONSTRAINT "A Check" CHECK ("The Name" <> 'Full Name'));
CREATE INDEX "By Name" ON "My Contacts" ("The Name" DESC);
CREATE TABLE "My Calls" ("Id" integer PRIMARY KEY, "Contact" integer CONSTRAINT "Fk Contact" REFERENCES "My Contacts" ("Id") ON DELETE CASCADE);
--! after mysql
CREATE TABLE `My Contacts` (`Id` integer PRIMARY KEY, `The Name` varchar(100) NOT NULL, `E-Mail` varchar(50), `New One` integer DEFAULT 1, CONSTRAINT `One Mail` UNIQUE (`E-Mail`), CONSTRAINT `A Check` CHECK (`The Name` <> 'Full Name'));
CREATE INDEX `By Name` ON `My Contacts` (`The Name` DESC);
CREATE TABLE `My Calls` (`Id` integer PRIMARY KEY, `Contact` integer CONSTRAINT `Fk Contact` REFERENCES `My Contacts` (`Id`) ON DELETE CASCADE);
