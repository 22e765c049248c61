-- engines: postgres
--! before
CREATE SCHEMA s; CREATE DOMAIN s."My D" AS integer CONSTRAINT "a ""b" CHECK (VALUE > 0); CREATE TABLE t (a s."My D"); INSERT INTO t VALUES (1);
--! after
CREATE SCHEMA s; CREATE DOMAIN s."My D" AS integer CONSTRAINT "a ""b" CHECK (VALUE > -1) CONSTRAINT "ü" CHECK (VALUE < 9); CREATE DOMAIN "select" AS s."My D"; CREATE TABLE t (a s."My D", b "select");
