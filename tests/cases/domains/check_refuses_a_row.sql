-- engines: postgres
--! before
CREATE DOMAIN d AS integer; CREATE TABLE t (a d); INSERT INTO t VALUES (-5);
--! after
CREATE DOMAIN d AS integer CONSTRAINT one CHECK (VALUE > 0); CREATE TABLE t (a d);
--! hazards
fails-on-data d: 1 row is checked
--! fails
contains values that violate the new constraint
