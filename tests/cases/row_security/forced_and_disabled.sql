-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); ALTER TABLE t ENABLE ROW LEVEL SECURITY;
--! after
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); ALTER TABLE t FORCE ROW LEVEL SECURITY;
--! changes
t ~ options row security -> force row security
