-- Its policy speaks of a table made after it.
-- engines: postgres
--! before
CREATE TABLE u (id integer);
--! after
CREATE TABLE u (id integer); CREATE TABLE a (id integer); CREATE TABLE b (id integer); ALTER TABLE a ENABLE ROW LEVEL SECURITY; ALTER TABLE a FORCE ROW LEVEL SECURITY; CREATE POLICY p ON a FOR SELECT TO pg_monitor USING (EXISTS (SELECT 1 FROM b WHERE b.id = a.id)); COMMENT ON POLICY p ON a IS 'it''s';
--! changes
+ table a (id)
+ table b (id)
