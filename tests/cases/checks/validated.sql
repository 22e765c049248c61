-- engines: postgres
--! before
CREATE TABLE t (v integer); ALTER TABLE t ADD CONSTRAINT k CHECK (v > 0) NOT VALID; INSERT INTO t VALUES (1);
--! after
CREATE TABLE t (v integer, CONSTRAINT k CHECK (v > 0));
--! changes
t ~ check k is not valid -> valid
