-- engines: postgres
-- rename: t=notes
-- rename: notes.owner=writer
--! before
CREATE TABLE t (id integer PRIMARY KEY, owner text, body text); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON t USING (owner = 'a');
--! after
CREATE TABLE notes (id integer CONSTRAINT t_pkey PRIMARY KEY, writer text, body text); INSERT INTO notes VALUES (1, 'a', 'x'), (2, 'b', NULL); ALTER TABLE notes ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON notes USING (writer = 'a');
--! changes
> table t -> notes
notes > owner -> writer
