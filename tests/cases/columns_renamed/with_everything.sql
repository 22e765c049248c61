-- Default, comment, ON UPDATE, collation, visibility and number stay with the column.
-- engines: mysql
-- rename: t.id=no
-- rename: t.v=text
-- rename: t.at=changed
--! before
CREATE TABLE t (id integer NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'number', v varchar(20) COLLATE utf8mb4_bin DEFAULT 'it''s' COMMENT 'it''s "x"', at timestamp(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3) INVISIBLE);
INSERT INTO t (v, at) VALUES ('a', '2020-01-02 03:04:05.678'), (NULL, '2021-01-02 03:04:05.6');
--! after
CREATE TABLE t (no integer NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'number', text varchar(20) COLLATE utf8mb4_bin DEFAULT 'it''s' COMMENT 'it''s "x"', changed timestamp(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3) INVISIBLE);
--! changes
t > at -> changed
t > id -> no
t > v -> text
