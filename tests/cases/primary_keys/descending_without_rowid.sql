-- engines: sqlite
--! before
CREATE TABLE "Ä t" ("a b" text, n int, PRIMARY KEY ("a b" DESC, n)) WITHOUT ROWID; INSERT INTO "Ä t" VALUES ('x', 1), ('y', 2);
--! after
CREATE TABLE "Ä t" ("a b" text, n int, v blob, PRIMARY KEY ("a b" DESC, n DESC) ON CONFLICT REPLACE) WITHOUT ROWID, STRICT;
