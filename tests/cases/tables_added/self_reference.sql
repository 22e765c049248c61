--! before
--! after
CREATE TABLE folders (id integer PRIMARY KEY, parent_id integer REFERENCES folders (id) ON DELETE CASCADE, name text NOT NULL);
