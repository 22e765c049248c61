-- engines: postgres
--! before
CREATE DOMAIN positive AS integer CHECK (VALUE > 0); CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (id positive, v integer DEFAULT one()); INSERT INTO t VALUES (1);
--! after
CREATE DOMAIN positive AS integer CHECK (VALUE > 0); CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (id positive, v integer DEFAULT one(), w text);
--! changes
t  + w text null
