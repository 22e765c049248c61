-- engines: postgres
--! before
CREATE TABLE t (id integer NOT NULL, v text); CREATE UNIQUE INDEX i ON t (id); CREATE INDEX j ON t (v text_pattern_ops); ALTER TABLE t CLUSTER ON j; ALTER TABLE t REPLICA IDENTITY USING INDEX i; INSERT INTO t VALUES (1, '2');
--! after
CREATE TABLE t (id integer NOT NULL, v varchar(30)); CREATE UNIQUE INDEX i ON t (id); CREATE INDEX j ON t (v varchar_pattern_ops); ALTER TABLE t CLUSTER ON j; ALTER TABLE t REPLICA IDENTITY USING INDEX i;
--! changes
t ~ v text -> character varying(30)
t - index j
t + index j (v class varchar_pattern_ops)
