-- loses: t.b
-- loses: t.d
--! before
CREATE TABLE t (a integer PRIMARY KEY, b text NOT NULL DEFAULT 'x', c text, d integer, e blob);
INSERT INTO t VALUES (1, 'b', 'c', 4, x'00ff27'), (2, 'B', NULL, NULL, NULL);
--! before postgres
CREATE TABLE t (a integer PRIMARY KEY, b text NOT NULL DEFAULT 'x', c text, d integer, e bytea);
INSERT INTO t VALUES (1, 'b', 'c', 4, '\x00ff27'), (2, 'B', NULL, NULL, NULL);
--! after
CREATE TABLE t (a integer PRIMARY KEY, c text, e blob);
--! after postgres
CREATE TABLE t (a integer PRIMARY KEY, c text, e bytea);
