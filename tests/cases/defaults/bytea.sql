-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v bytea DEFAULT '\x00'); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v bytea DEFAULT '\x00ff27');
