-- engines: mysql
-- rename: folders=Folders
--! before
CREATE TABLE folders (id int PRIMARY KEY, parent_id int, name text, FULLTEXT i (name), CONSTRAINT f FOREIGN KEY (parent_id) REFERENCES folders (id) ON DELETE CASCADE); INSERT INTO folders VALUES (1, NULL, 'a'), (2, 1, 'b');
--! after
CREATE TABLE Folders (id int PRIMARY KEY, parent_id int, name text, FULLTEXT i (name), CONSTRAINT f FOREIGN KEY (parent_id) REFERENCES Folders (id) ON DELETE CASCADE);
