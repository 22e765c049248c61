-- engines: postgres
-- unfit: leave out
-- leaves out: t 1
-- loses: t
--! before
CREATE TABLE t (v integer); INSERT INTO t VALUES (1), (-1); ALTER TABLE t ADD CONSTRAINT k CHECK (v > 0) NOT VALID;
--! after
CREATE TABLE t (v integer, CONSTRAINT k CHECK (v > 0));
--! changes
t ~ check k is not valid -> valid
--! hazards
loses-rows t: 1 row
