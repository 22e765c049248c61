--! before
CREATE TABLE t (id integer PRIMARY KEY, a text DEFAULT NULL, b integer NULL, c text DEFAULT (NULL)); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer DEFAULT NULL, c text);
--! changes
