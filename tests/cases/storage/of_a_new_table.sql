-- engines: postgres
--! before
CREATE TABLE u (id integer);
--! after
CREATE TABLE u (id integer); CREATE TABLE t (a integer NOT NULL, b text, CONSTRAINT k UNIQUE (a)) WITH (fillfactor=70, toast.autovacuum_enabled=false); ALTER TABLE t ALTER b SET STORAGE EXTERNAL, ALTER b SET STATISTICS 500, ALTER a SET (n_distinct=-0.5); ALTER TABLE t REPLICA IDENTITY USING INDEX k; ALTER TABLE t CLUSTER ON k;
--! changes
+ table t (a, b)
