-- engines: postgres
--! before
CREATE TABLE t (id integer);
--! after
CREATE TABLE t (id integer); CREATE SEQUENCE a; CREATE SEQUENCE b AS smallint INCREMENT BY -3 MINVALUE -100 MAXVALUE 50 START WITH 20 CACHE 5 CYCLE; COMMENT ON SEQUENCE a IS 'numbers';
