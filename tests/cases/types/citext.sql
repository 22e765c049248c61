-- engines: postgres
--! before
CREATE EXTENSION citext; CREATE TABLE t (id integer, a text CONSTRAINT u UNIQUE, b citext DEFAULT 'X'); INSERT INTO t VALUES (1, 'A', 'b'), (2, 'c', NULL); CREATE INDEX i ON t (b);
--! after
CREATE EXTENSION citext; CREATE TABLE t (id integer, a citext CONSTRAINT u UNIQUE, b varchar(20) DEFAULT 'y'); CREATE INDEX i ON t (b);
--! changes
t ~ a text -> citext
t ~ b citext -> character varying(20), default ('X'::citext) -> default ('y'::character varying)
