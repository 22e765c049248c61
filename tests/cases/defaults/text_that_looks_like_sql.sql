-- A text is no expression, NULL in quotes is no NULL and a number in quotes is no number.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a varchar(30), b varchar(30) DEFAULT '', c varchar(30) DEFAULT '1', d varchar(30) DEFAULT 'x'); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a varchar(30) DEFAULT 'NULL', b varchar(30) DEFAULT 'current_timestamp()', c varchar(30) DEFAULT 'b''1''', d varchar(30) DEFAULT '(1 + 2)');
--! changes
t ~ a no default -> default 'NULL'
t ~ b default '' -> default 'current_timestamp()'
t ~ c default '1' -> default 'b''1'''
t ~ d default 'x' -> default '(1 + 2)'
