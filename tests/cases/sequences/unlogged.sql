-- engines: postgres
--! before
CREATE SEQUENCE a;
--! after
CREATE UNLOGGED SEQUENCE a; CREATE UNLOGGED SEQUENCE b;
