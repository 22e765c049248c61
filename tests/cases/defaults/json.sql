-- engines: postgres mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v jsonb DEFAULT '{}', w json NOT NULL DEFAULT '[]'); INSERT INTO t (id) VALUES (1);
--! before mysql
CREATE TABLE t (id integer PRIMARY KEY, v json DEFAULT '{}', w json NOT NULL DEFAULT '[]'); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v jsonb DEFAULT '{"a": [1, null, "it''s"]}', w json NOT NULL DEFAULT '{"k":   "v"}');
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v json DEFAULT '{"a": [1, null, "it''s"]}', w json NOT NULL DEFAULT '{"k":   "v"}');
