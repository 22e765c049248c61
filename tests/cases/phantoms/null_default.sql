--! before
CREATE TABLE t (id integer PRIMARY KEY, a text DEFAULT NULL, b integer NULL, c text DEFAULT (NULL), d varchar(10) DEFAULT NULL, e numeric(4, 2)); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer DEFAULT NULL, c text, d varchar(10), e numeric(4, 2) DEFAULT NULL);
--! changes
