-- The check stays while the column gets another type; a MODIFY without it would take it away.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer NOT NULL DEFAULT 3 COMMENT 'c' CHECK (v > 0), w varchar(5) CHECK (w <> '\\'), CONSTRAINT both_of CHECK (v > id)); INSERT INTO t VALUES (1, 5, 'ž');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v bigint NOT NULL DEFAULT 3 COMMENT 'c' CHECK (v > 0), w varchar(50) CHECK (w <> '\\'), CONSTRAINT both_of CHECK (v > id));
--! changes
t ~ v int -> bigint
t ~ w varchar(5) -> varchar(50)
