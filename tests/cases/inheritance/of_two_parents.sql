-- engines: postgres
--! before
CREATE TABLE a (id integer); CREATE TABLE b (v text DEFAULT 'b');
--! after
CREATE TABLE a (id integer); CREATE TABLE b (v text DEFAULT 'b'); CREATE TABLE c (w text, CONSTRAINT c_pkey PRIMARY KEY (w)) INHERITS (b, a); CREATE INDEX i ON c (v);
--! changes
+ table c (v, id, w)
