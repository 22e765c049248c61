-- engines: postgres
--! before
CREATE TABLE a (id integer PRIMARY KEY); ALTER TABLE a REPLICA IDENTITY FULL; CREATE TABLE b (id integer NOT NULL); CREATE UNIQUE INDEX i ON b (id); CREATE TABLE c (id integer); INSERT INTO a VALUES (1);
--! after
CREATE TABLE a (id integer PRIMARY KEY); CREATE TABLE b (id integer NOT NULL); CREATE UNIQUE INDEX i ON b (id); ALTER TABLE b REPLICA IDENTITY USING INDEX i; CREATE TABLE c (id integer); ALTER TABLE c REPLICA IDENTITY NOTHING;
--! changes
a ~ options replica identity full -> none
b ~ options none -> replica identity index i
c ~ options none -> replica identity nothing
