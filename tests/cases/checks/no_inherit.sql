-- engines: postgres
--! before
CREATE TABLE t (v integer, CONSTRAINT k CHECK (v > 0)); INSERT INTO t VALUES (1);
--! after
CREATE TABLE t (v integer, CONSTRAINT k CHECK (v > 0) NO INHERIT);
--! changes
t - check k
t + check k (v > 0) no inherit
