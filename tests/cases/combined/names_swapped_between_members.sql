-- An index takes the name of a dropped one, a constraint that of another.
--! before
CREATE TABLE t (a integer, b integer, CONSTRAINT one CHECK (a > 0), CONSTRAINT two CHECK (b > 0)); CREATE INDEX x ON t (a); CREATE INDEX y ON t (b); INSERT INTO t VALUES (1, 2), (NULL, 3);
--! after
CREATE TABLE t (a integer, b integer, CONSTRAINT one CHECK (b > 0), CONSTRAINT two CHECK (a > 0)); CREATE INDEX x ON t (b); CREATE INDEX y ON t (a);
