-- loses: folders
--! before
CREATE TABLE folders (id integer PRIMARY KEY, parent_id integer REFERENCES folders (id));
INSERT INTO folders VALUES (1, NULL), (2, 1), (3, 2);
--! after
