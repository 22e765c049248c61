-- ALTER POLICY has no word for it.
-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); CREATE POLICY own ON t USING (id > 0) WITH CHECK (id > 1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); CREATE POLICY own ON t USING (id > 0);
--! changes
t - policy own
t + policy own for all using (id > 0)
