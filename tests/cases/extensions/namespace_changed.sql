-- The columns of its types follow it.
-- engines: postgres
--! before
CREATE SCHEMA a; CREATE SCHEMA b; CREATE EXTENSION hstore WITH SCHEMA a; CREATE TABLE t (h a.hstore DEFAULT 'x=>1'::a.hstore, hs a.hstore[], v integer); INSERT INTO t VALUES ('a=>1', '{"a=>2"}', 1);
CREATE VIEW w AS SELECT a.akeys(h) AS k FROM t;
--! after
CREATE SCHEMA a; CREATE SCHEMA b; CREATE EXTENSION hstore WITH SCHEMA b; CREATE TABLE t (h b.hstore DEFAULT 'x=>1'::b.hstore, hs b.hstore[], v bigint);
CREATE VIEW w AS SELECT b.akeys(h) AS k FROM t;
