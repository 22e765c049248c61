-- A collation that compares bytes tells the two labels apart, so the rows need the new one.
-- engines: mysql
-- fill: t.v=Sad
-- rewrites: t.v
--! before
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad') COLLATE utf8mb4_bin DEFAULT 'sad'); INSERT INTO t VALUES (1, 'sad'), (2, 'glad'), (3, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v enum('Sad', 'glad') COLLATE utf8mb4_bin DEFAULT 'Sad');
--! hazards
removes-enum-label t.v: the label sad goes; 1 row holds it
