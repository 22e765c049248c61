--! before
CREATE TABLE "order" ("select" integer PRIMARY KEY, "from" text, "check" integer, "unique" text); INSERT INTO "order" VALUES (1, 'a', 2, NULL);
CREATE TABLE "table" ("primary" integer PRIMARY KEY, "references" integer CONSTRAINT "foreign" REFERENCES "order" ("select") ON DELETE CASCADE); INSERT INTO "table" VALUES (1, 1);
--! after
CREATE TABLE "order" ("select" integer PRIMARY KEY, "from" varchar(7) NOT NULL DEFAULT 'group', "check" integer CONSTRAINT "default" CHECK ("check" > 0), "unique" text UNIQUE, "user" text); CREATE INDEX "where" ON "order" ("from", "user");
CREATE TABLE "table" ("primary" integer PRIMARY KEY, "references" integer CONSTRAINT "foreign" REFERENCES "order" ("select") ON DELETE CASCADE);
