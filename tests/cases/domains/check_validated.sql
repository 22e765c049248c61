-- engines: postgres
--! before
CREATE DOMAIN d AS integer; ALTER DOMAIN d ADD CONSTRAINT two CHECK (VALUE > 3) NOT VALID; CREATE TABLE t (a d); INSERT INTO t VALUES (5);
--! after
CREATE DOMAIN d AS integer CONSTRAINT two CHECK (VALUE > 3); CREATE TABLE t (a d);
