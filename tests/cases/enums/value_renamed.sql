-- The rows take the value that stands in for the old one, and give it back.
-- engines: mysql
-- fill: t.v=happy
-- rewrites: t.v
--! before
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad') DEFAULT 'glad'); INSERT INTO t VALUES (1, 'glad'), (2, 'sad'), (3, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'happy') DEFAULT 'happy');
--! hazards
removes-enum-label
