-- What the catalog prints as `\n` is a line break, also where the rows that hold the label get another.
-- engines: mysql
-- fill: t.v=fine
-- rewrites: t.v
--! before
CREATE TABLE t (id integer PRIMARY KEY, v enum('glad', 'x\ny') NOT NULL DEFAULT 'x\ny'); INSERT INTO t VALUES (1, 'x\ny'), (2, 'glad'), (3, 'x\ny');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v enum('glad', 'fine') NOT NULL DEFAULT 'fine');
