-- engines: postgres
--! before
CREATE TABLE u (id integer);
--! after
CREATE TABLE u (id integer); CREATE TABLE "Räume" (id integer PRIMARY KEY, "select" int4range, CONSTRAINT "no ""two""" EXCLUDE USING gist ("select" WITH &&) WITH (fillfactor=80));
--! changes
+ table "Räume" (id, select)
