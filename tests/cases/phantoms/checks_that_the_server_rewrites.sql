-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int CHECK (a>0), b varchar(20), c json, CONSTRAINT k1 CHECK ((a between 1 AND 10) and b LIKE 'x%'), CONSTRAINT k2 CHECK (b in ('it''s', "b") OR NOT a=5), CONSTRAINT k3 CHECK (CHAR_LENGTH(b) <= 20 and a <> -1), CONSTRAINT k4 CHECK (a is not null or substring(b, 1, 2) != 'no'), CONSTRAINT k5 CHECK (b <> '\\n' and b <> 'x\ny'));
INSERT INTO t VALUES (1, 2, 'xy', NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int CHECK (`a` > 0), b varchar(20), c json, CONSTRAINT k1 CHECK (`a` BETWEEN 1 AND 10 AND `b` like 'x%'), CONSTRAINT k2 CHECK (`b` IN ('it\'s', 'b') or `a` <> 5), CONSTRAINT k3 CHECK (char_length(b)<=20 AND a!=-1), CONSTRAINT k4 CHECK (`a` IS NOT NULL OR substr(b, 1, 2) <> 'no'), CONSTRAINT k5 CHECK (b != '\\n' AND b != 'x
y'));
--! changes
