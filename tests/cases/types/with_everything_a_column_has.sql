-- What else belongs to the column must be said again, and stays.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20) COLLATE utf8mb4_bin NOT NULL DEFAULT 'x' COMMENT 'it''s' CHECK (a <> 'q'), b timestamp NOT NULL DEFAULT current_timestamp ON UPDATE current_timestamp, c smallint INVISIBLE DEFAULT 5, UNIQUE k (a), INDEX i (c)); INSERT INTO t (id, a, b, c) VALUES (1, 'a', '2024-02-29 12:00:00', 7);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(200) COLLATE utf8mb4_bin NOT NULL DEFAULT 'x' COMMENT 'it''s' CHECK (a <> 'q'), b timestamp(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3), c bigint INVISIBLE DEFAULT 5, UNIQUE k (a), INDEX i (c));
