-- A new type brings its own storage; what is wanted is set again.
-- engines: postgres
-- rewrites: t.b
--! before
CREATE TABLE t (a text, b text); ALTER TABLE t ALTER a SET STORAGE EXTERNAL, ALTER a SET STATISTICS 9, ALTER b SET STORAGE EXTERNAL; INSERT INTO t VALUES ('1', 'y');
--! after
CREATE TABLE t (a varchar(40), b bytea); ALTER TABLE t ALTER a SET STORAGE EXTERNAL, ALTER a SET STATISTICS 9, ALTER b SET STORAGE MAIN;
--! changes
t ~ a text -> character varying(40)
t ~ b text -> bytea, storage=external -> storage=main
