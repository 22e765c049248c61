-- engines: postgres mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v uuid, w date, x interval); INSERT INTO t (id) VALUES (1);
--! before mysql
CREATE TABLE t (id integer PRIMARY KEY, v uuid, w char(36) NOT NULL, x binary(16)); INSERT INTO t (id, w) VALUES (1, 'a');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v uuid DEFAULT gen_random_uuid(), w date DEFAULT (CURRENT_DATE + 7), x interval DEFAULT '1 day');
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v uuid DEFAULT uuid(), w char(36) NOT NULL DEFAULT uuid(), x binary(16) DEFAULT (unhex(replace(uuid(), '-', ''))));
