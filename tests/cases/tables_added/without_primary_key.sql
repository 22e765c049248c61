--! before
--! after
CREATE TABLE log (at timestamp, line text NOT NULL);
