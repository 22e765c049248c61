-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); CREATE POLICY own ON t USING (id > 0); COMMENT ON POLICY own ON t IS 'c';
--! after
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); CREATE POLICY "my own" ON t USING (id > 0); COMMENT ON POLICY "my own" ON t IS 'c';
--! changes
t > policy own -> "my own"
