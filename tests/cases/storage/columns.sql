-- engines: postgres
--! before
CREATE TABLE t (a text, b numeric, c bytea, d integer, e text); ALTER TABLE t ALTER a SET STORAGE EXTERNAL, ALTER b SET STORAGE PLAIN, ALTER c SET STATISTICS 50, ALTER d SET (n_distinct=5, n_distinct_inherited=7), ALTER e SET COMPRESSION pglz; INSERT INTO t VALUES ('x', 1, '\x00', 1, 'y');
--! after
CREATE TABLE t (a text, b numeric, c bytea, d integer, e text); ALTER TABLE t ALTER a SET STORAGE MAIN, ALTER c SET STATISTICS 60, ALTER d SET (n_distinct=6);
--! changes
t ~ a storage=external -> storage=main
t ~ b storage=plain -> no attribute
t ~ c statistics=50 -> statistics=60
t ~ d n_distinct=5 n_distinct_inherited=7 -> n_distinct=6
t ~ e compression=pglz -> no attribute
