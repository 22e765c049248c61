-- Each MODIFY says the whole definition again: comments with quotes, backslashes and line breaks survive it.
-- engines: mysql
--! before
CREATE TABLE t (
    id integer NOT NULL PRIMARY KEY COMMENT 'it''s "the" `key`',
    a integer COMMENT 'back\\slash \\'' %_ ; -- no', b varchar(9) COMMENT 'two\nlines\tand a tab', c timestamp NULL COMMENT 'ž 李 /* */',
    d integer NOT NULL DEFAULT 1 COMMENT ' spaces ', e enum('x') COMMENT '?', KEY i (b) COMMENT 'ix''s "x" \\'
) COMMENT 'table''s "own" \\ ž';
INSERT INTO t VALUES (1, 2, 'x', '2020-01-01 00:00:00', 3, NULL);
--! after
CREATE TABLE t (
    id bigint NOT NULL PRIMARY KEY COMMENT 'it''s "the" `key`',
    a bigint COMMENT 'back\\slash \\'' %_ ; -- no', b varchar(90) COMMENT 'two\nlines\tand a tab', c timestamp(3) NULL COMMENT 'ž 李 /* */',
    d integer NOT NULL DEFAULT 2 COMMENT ' spaces ', e enum('x', 'y') COMMENT '?', KEY i (b) COMMENT 'ix''s "x" \\'
) COMMENT 'table''s "own" \\ ž';
