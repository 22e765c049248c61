--! before
--! after
CREATE TABLE notes (id integer PRIMARY KEY, title varchar(255) NOT NULL DEFAULT 'untitled', content text);
