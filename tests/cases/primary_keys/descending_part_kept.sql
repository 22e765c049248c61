-- The table is rebuilt for another reason, and the key stays as it is sorted.
-- engines: sqlite
--! before
CREATE TABLE t (a integer NOT NULL, b text NOT NULL, c text, PRIMARY KEY (a, b DESC)); INSERT INTO t VALUES (1, 'a', 'c'), (1, 'b', NULL);
--! after
CREATE TABLE t (a integer NOT NULL, b text NOT NULL, c text DEFAULT 'x', PRIMARY KEY (a, b DESC));
--! changes
t  ~ c no default -> default 'x'
