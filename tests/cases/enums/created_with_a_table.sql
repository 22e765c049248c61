-- engines: postgres mysql
--! before
--! after
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE t (id integer PRIMARY KEY, v mood NOT NULL DEFAULT 'glad', w mood[] DEFAULT '{sad}', x "mood", CONSTRAINT c CHECK (v <> 'sad'));
CREATE INDEX i ON t (v) WHERE v = 'glad';
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'glad') NOT NULL DEFAULT 'glad', w set('sad', 'glad') DEFAULT 'sad', x enum('sad', 'glad'), CONSTRAINT c CHECK (v <> 'sad'));
CREATE INDEX i ON t (v);
