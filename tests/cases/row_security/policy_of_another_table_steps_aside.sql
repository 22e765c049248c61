-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); CREATE TABLE u (id integer, v integer); CREATE POLICY p ON u USING (EXISTS (SELECT 1 FROM t WHERE t.id = u.id));
--! after
CREATE TABLE t (id bigint PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); CREATE TABLE u (id integer, v integer); CREATE POLICY p ON u USING (EXISTS (SELECT 1 FROM t WHERE t.id = u.id));
--! changes
t ~ id integer -> bigint
