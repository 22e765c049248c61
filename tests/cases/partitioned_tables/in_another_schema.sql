-- engines: postgres
--! before
CREATE SCHEMA s; CREATE TABLE u (id integer);
--! after
CREATE SCHEMA s; CREATE TABLE u (id integer); CREATE TABLE s."P" (id integer, "Key" text COLLATE "C") PARTITION BY RANGE (lower("Key"), id); CREATE TABLE "p a" PARTITION OF s."P" FOR VALUES FROM ('a', MINVALUE) TO ('n', 5);
--! changes
+ table "p a" (id, Key)
+ table s.P (id, Key)
