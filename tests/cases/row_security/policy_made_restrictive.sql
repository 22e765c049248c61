-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); CREATE POLICY own ON t USING (id > 0);
--! after
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); CREATE POLICY own ON t AS RESTRICTIVE USING (id > 0);
--! changes
t - policy own
t + policy own restrictive for all using (id > 0)
