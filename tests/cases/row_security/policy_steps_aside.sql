-- The engine refuses to alter the type of a column that a policy speaks of.
-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); CREATE POLICY own ON t USING (length(owner) > 0); COMMENT ON POLICY own ON t IS 'Kept';
--! after
CREATE TABLE t (id integer PRIMARY KEY, owner varchar(40), body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); CREATE POLICY own ON t USING (length(owner::text) > 0); COMMENT ON POLICY own ON t IS 'Kept';
--! changes
t ~ owner text -> character varying(40)
t ~ policy own is own for all using (length(owner) > 0) -> own for all using (length((owner)::text) > 0)
