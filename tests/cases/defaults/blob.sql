-- engines: sqlite mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v blob DEFAULT x'00'); INSERT INTO t (id) VALUES (1);
--! before mysql
CREATE TABLE t (id integer PRIMARY KEY, v blob DEFAULT x'00', w binary(3) NOT NULL DEFAULT x'000102'); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v blob DEFAULT x'00ff27');
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v blob DEFAULT x'00ff27', w binary(3) NOT NULL DEFAULT x'ff0027');
