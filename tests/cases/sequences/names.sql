-- engines: postgres
--! before
CREATE SCHEMA other; CREATE SEQUENCE other."My ""seq"; CREATE TABLE t (id bigint DEFAULT nextval('other."My ""seq"')); INSERT INTO t DEFAULT VALUES;
--! after
CREATE SCHEMA other; CREATE SEQUENCE other."My ""seq" INCREMENT BY 2; CREATE SEQUENCE "Zähler"; CREATE TABLE t (id bigint DEFAULT nextval('"Zähler"'));
