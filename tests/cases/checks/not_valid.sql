-- A check that was never checked is validated.
-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 5), (2, NULL);
ALTER TABLE t ADD CONSTRAINT c CHECK (v > 0) NOT VALID;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer, CONSTRAINT c CHECK (v > 0));
