-- engines: postgres
--! before
CREATE SEQUENCE a;
--! after
CREATE SEQUENCE a INCREMENT BY -1;
