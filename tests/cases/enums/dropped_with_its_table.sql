-- engines: postgres mysql
-- loses: t
--! before
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE t (id integer PRIMARY KEY, v mood NOT NULL DEFAULT 'glad'); INSERT INTO t VALUES (1, 'sad'), (2, 'glad');
--! before mysql
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad') NOT NULL DEFAULT 'glad'); INSERT INTO t VALUES (1, 'sad'), (2, 'glad');
--! after
