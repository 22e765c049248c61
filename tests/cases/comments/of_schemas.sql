-- engines: postgres
--! before
CREATE SCHEMA a; CREATE TABLE a.t (id integer); CREATE SCHEMA b; CREATE TABLE b.t (id integer); COMMENT ON SCHEMA b IS 'b';
--! after
CREATE SCHEMA a; CREATE TABLE a.t (id integer); COMMENT ON SCHEMA a IS 'it''s a'; CREATE SCHEMA b; CREATE TABLE b.t (id integer); CREATE SCHEMA c; CREATE TABLE c.t (id integer); COMMENT ON SCHEMA c IS 'new';
--! changes
~ schema a comment none -> 'it''s a'
~ schema b comment 'b' -> none
+ schema c
~ schema c comment none -> 'new'
+ table c.t (id)
