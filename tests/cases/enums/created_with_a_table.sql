-- engines: postgres
--! before
--! after
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE t (id integer PRIMARY KEY, v mood NOT NULL DEFAULT 'glad', w mood[] DEFAULT '{sad}', x "mood", CONSTRAINT c CHECK (v <> 'sad'));
CREATE INDEX i ON t (v) WHERE v = 'glad';
