-- engines: postgres
--! before
CREATE TABLE t (a integer, b text) WITH (fillfactor=70, autovacuum_enabled=false, toast.autovacuum_enabled=false); INSERT INTO t VALUES (1, 'x');
--! after
CREATE TABLE t (a integer, b text) WITH (autovacuum_vacuum_scale_factor=0.05, fillfactor=80, toast.vacuum_truncate=false);
--! changes
t ~ options autovacuum_enabled=false fillfactor=70 toast.autovacuum_enabled=false -> autovacuum_vacuum_scale_factor=0.05 fillfactor=80 toast.vacuum_truncate=false
