-- The name is taken by another kind of type while columns still hold the old one: said, with what to do instead.
-- engines: postgres
--! before
CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (m mood DEFAULT 'a'); INSERT INTO t VALUES ('b');
--! after
CREATE DOMAIN mood AS text CHECK (VALUE IN ('a', 'b')); CREATE TABLE t (m text DEFAULT 'a');
--! needs
domain mood takes the name of type mood
