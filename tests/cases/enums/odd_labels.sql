-- Quotes, a backslash, a parenthesis, a space and a letter outside ASCII, kept by every MODIFY.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v enum('it''s', '"q"', 'a\\b', '(', 'a b', 'ž', '') DEFAULT 'a\\b'); INSERT INTO t VALUES (1, 'it''s'), (2, '"q"'), (3, 'a\\b'), (4, '('), (5, 'a b'), (6, 'ž'), (7, '');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v enum('it''s', '"q"', 'a\\b', '(', 'a b', 'ž', '', 'x'')', '李 `') NOT NULL DEFAULT 'x'')' COMMENT 'odd');
