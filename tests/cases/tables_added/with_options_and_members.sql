-- What only this engine has, in one new table.
-- engines: mysql
--! before

--! after
CREATE TABLE p (id bigint unsigned AUTO_INCREMENT PRIMARY KEY, code char(5) CHARACTER SET ascii NOT NULL, UNIQUE k (code)) COMMENT='parents';
CREATE TABLE t (
    id int NOT NULL AUTO_INCREMENT COMMENT 'the key', p_id bigint unsigned, code char(5) CHARACTER SET ascii, title varchar(200) COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    body mediumtext, packed text COMPRESSED, changed timestamp NOT NULL DEFAULT current_timestamp ON UPDATE current_timestamp, hidden int INVISIBLE DEFAULT 7,
    low int CHECK (low > 0), words int AS (char_length(title)) VIRTUAL COMMENT 'counted', shape point NOT NULL, data json CHECK (json_type(data) = 'ARRAY'),
    PRIMARY KEY (id), UNIQUE KEY (title(20), p_id), INDEX i (words DESC, p_id) COMMENT 'of words', INDEX j (low) IGNORED, FULLTEXT INDEX f (body), SPATIAL INDEX s (shape),
    CONSTRAINT fk FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE SET NULL ON UPDATE CASCADE, CONSTRAINT fc FOREIGN KEY (code) REFERENCES p (code), CONSTRAINT c CHECK (low < 10 OR title <> 'it''s')
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='with everything';
CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET new.low = coalesce(new.low, 1);
CREATE VIEW v AS SELECT t.id, p.code FROM t JOIN p ON p.id = t.p_id;
