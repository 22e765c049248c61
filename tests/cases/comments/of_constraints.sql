-- engines: postgres
--! before
CREATE TABLE t (id integer CONSTRAINT pk PRIMARY KEY, a integer CONSTRAINT u UNIQUE, b integer CONSTRAINT k CHECK (b > 0), c integer CONSTRAINT f REFERENCES t); COMMENT ON CONSTRAINT k ON t IS 'old'; COMMENT ON CONSTRAINT f ON t IS 'gone';
--! after
CREATE TABLE t (id integer CONSTRAINT pk PRIMARY KEY, a integer CONSTRAINT u UNIQUE, b integer CONSTRAINT k CHECK (b > 0), c integer CONSTRAINT f REFERENCES t); COMMENT ON CONSTRAINT pk ON t IS 'key'; COMMENT ON CONSTRAINT u ON t IS E'two\nlines'; COMMENT ON CONSTRAINT k ON t IS 'it''s new';
--! changes
t ~ primary key pk comment none -> 'key'
t ~ unique u comment none -> 'two\nlines'
t ~ foreign key f comment 'gone' -> none
t ~ check k comment 'old' -> 'it''s new'
