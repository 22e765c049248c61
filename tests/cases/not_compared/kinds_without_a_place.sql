-- engines: postgres
--! before
CREATE TABLE t (id integer); INSERT INTO t VALUES (1); CREATE OPERATOR FAMILY fam USING btree; CREATE CONVERSION conv FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1; CREATE PUBLICATION pub FOR TABLE t; CREATE FOREIGN DATA WRAPPER wrap; CREATE SERVER far FOREIGN DATA WRAPPER wrap; CREATE TYPE shell;
--! after
CREATE TABLE t (id integer, v text); CREATE OPERATOR FAMILY fam USING btree; CREATE CONVERSION conv FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1; CREATE PUBLICATION pub FOR TABLE t; CREATE FOREIGN DATA WRAPPER wrap; CREATE SERVER far FOREIGN DATA WRAPPER wrap; CREATE TYPE shell;
--! changes
t  + v text null
--! unknown
operator family fam
conversion conv
publication pub
foreign-data wrapper wrap
server far
base type shell
