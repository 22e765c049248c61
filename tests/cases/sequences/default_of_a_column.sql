-- engines: postgres
--! before
CREATE SEQUENCE s START WITH 100; CREATE TABLE t (id integer PRIMARY KEY DEFAULT nextval('s'), v text); INSERT INTO t (v) VALUES ('a'), ('b');
--! after
CREATE SEQUENCE s START WITH 100; CREATE SEQUENCE r; CREATE TABLE t (id integer PRIMARY KEY DEFAULT nextval('r'), v text, w bigint DEFAULT nextval('s'));
