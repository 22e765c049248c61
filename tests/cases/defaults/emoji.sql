-- The catalog prints a question mark for what needs four bytes; the default itself is kept.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a varchar(9) DEFAULT '😀', b varchar(9) DEFAULT '?', c varchar(9) DEFAULT 'x'); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a varchar(90) DEFAULT '😀', b varchar(9) DEFAULT '😀?', c varchar(9) DEFAULT '?');
