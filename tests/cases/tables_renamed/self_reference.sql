-- rename: folders=directories
--! before
CREATE TABLE folders (id integer PRIMARY KEY, parent_id integer REFERENCES folders (id) ON DELETE CASCADE);
INSERT INTO folders VALUES (1, NULL), (2, 1), (3, 2);
--! after
CREATE TABLE directories (id integer PRIMARY KEY, parent_id integer REFERENCES directories (id) ON DELETE CASCADE);
