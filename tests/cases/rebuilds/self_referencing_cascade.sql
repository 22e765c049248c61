-- engines: sqlite
--! before
CREATE TABLE folders (id integer PRIMARY KEY, parent_id integer REFERENCES folders (id) ON DELETE CASCADE, name text);
INSERT INTO folders VALUES (1, NULL, 'a'), (2, 1, 'b'), (3, 2, NULL);
--! after
CREATE TABLE folders (id integer PRIMARY KEY, parent_id integer REFERENCES folders (id) ON DELETE CASCADE, name varchar(20));
