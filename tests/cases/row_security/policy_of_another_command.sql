-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON t FOR UPDATE USING (owner = CURRENT_USER);
--! after
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON t FOR DELETE USING (owner = CURRENT_USER);
--! changes
t - policy own
t + policy own for delete using (owner = CURRENT_USER)
