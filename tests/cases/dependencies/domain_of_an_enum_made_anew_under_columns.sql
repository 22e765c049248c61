-- engines: postgres
--! before
CREATE TYPE mood AS ENUM ('a', 'b'); CREATE DOMAIN d AS mood; CREATE TABLE t (m d); INSERT INTO t VALUES ('b');
--! after
CREATE TYPE mood AS ENUM ('b', 'c'); CREATE DOMAIN d AS mood; CREATE TABLE t (m d);
--! needs
domain d stands on type mood, which cannot change under it
