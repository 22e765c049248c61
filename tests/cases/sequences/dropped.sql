-- engines: postgres
--! before
CREATE TABLE t (id integer); CREATE SEQUENCE a; SELECT nextval('a');
--! after
CREATE TABLE t (id integer);
--! changes
- sequence a
--! hazards
breaks-old-code a
