-- SQLite also takes [brackets] and `backticks`.
-- engines: sqlite
--! before
CREATE TABLE [my table] (`id` integer PRIMARY KEY, [a col] text, 'lit' text DEFAULT "x", CHECK ([a col] <> `lit`)); INSERT INTO [my table] VALUES (1, 'a', 'b');
--! after
CREATE TABLE [my table] (`id` integer PRIMARY KEY, [a col] varchar(9), 'lit' text DEFAULT "x", CHECK ([a col] <> `lit`));
