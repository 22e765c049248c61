-- engines: postgres
--! before
CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE c (a integer, b integer, CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL); INSERT INTO p VALUES (1, 2); INSERT INTO c VALUES (1, 2);
--! after
CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE c (a integer, b integer, CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL (b));
--! changes
c - foreign key f
c + foreign key f (a, b) -> p (a, b) on delete set null (b)
