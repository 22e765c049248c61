-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v blob DEFAULT x'00'); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v blob DEFAULT x'00ff27');
