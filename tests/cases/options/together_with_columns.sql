-- The table's collation changes together with types and new columns.
-- engines: mysql
-- loses: t.gone
-- fill: t.v=?
-- loses: t.v
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40), n integer, gone text) COLLATE=utf8mb4_bin; INSERT INTO t VALUES (1, 'a', 2, 'x'), (2, NULL, NULL, NULL);
--! after
CREATE TABLE t (id bigint PRIMARY KEY, v varchar(60) NOT NULL DEFAULT 'q', n integer, fresh varchar(5) COLLATE utf8mb4_bin) COLLATE=utf8mb4_czech_ci ROW_FORMAT=COMPACT;
