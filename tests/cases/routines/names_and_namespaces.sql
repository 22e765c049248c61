-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 10), (2, NULL);CREATE SCHEMA "Other one"; CREATE FUNCTION "Other one"."Total ""x"""("A b" integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION "größe"() RETURNS integer LANGUAGE sql AS 'SELECT 1';
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer);CREATE SCHEMA "Other one"; CREATE FUNCTION "Other one"."Total ""x"""("A b" integer) RETURNS integer LANGUAGE sql AS 'SELECT 2'; CREATE FUNCTION "Other one"."select"("order" text) RETURNS text LANGUAGE sql AS $$SELECT '$a$ ' || "order"$$;
