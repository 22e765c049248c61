-- engines: mysql
--! before
CREATE SEQUENCE s COMMENT = 'old'; CREATE SEQUENCE r COMMENT = 'gone'; SELECT nextval(s);
--! after
CREATE SEQUENCE s COMMENT = 'new'; CREATE SEQUENCE r;
