-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON t FOR UPDATE USING (owner = CURRENT_USER) WITH CHECK (owner = 'a');
--! after
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON t FOR UPDATE TO pg_monitor, pg_read_all_data USING (owner = SESSION_USER) WITH CHECK (owner = 'b');
--! changes
t ~ policy own is own for update using (owner = CURRENT_USER) check (owner = 'a'::text) -> own for update to (pg_monitor, pg_read_all_data) using (owner = SESSION_USER) check (owner = 'b'::text)
