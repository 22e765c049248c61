-- engines: sqlite
--! before
CREATE VIRTUAL TABLE words USING fts5(v, w);
--! after
create virtual table IF NOT EXISTS main.words using FTS5 ( v,w );
--! changes
