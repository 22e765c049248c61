-- engines: postgres
-- loses: t.owner
--! before
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); CREATE POLICY own ON t USING (owner = 'a');
--! after
CREATE TABLE t (id integer PRIMARY KEY, body text); INSERT INTO t VALUES (1, 'x'), (2, NULL);
--! changes
t - owner
t - policy own
