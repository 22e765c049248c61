-- engines: postgres
--! before
CREATE TABLE u (id text PRIMARY KEY); CREATE TABLE t (id integer CONSTRAINT pk PRIMARY KEY, b text CONSTRAINT k CHECK (b > '0'), c text CONSTRAINT f REFERENCES u, CONSTRAINT q UNIQUE (b)); COMMENT ON CONSTRAINT k ON t IS 'k'; COMMENT ON CONSTRAINT f ON t IS 'f'; COMMENT ON CONSTRAINT q ON t IS 'q';
--! after
CREATE TABLE u (id integer PRIMARY KEY); CREATE TABLE t (id integer CONSTRAINT pk PRIMARY KEY, b integer CONSTRAINT k CHECK (b > 0), c integer CONSTRAINT f REFERENCES u, CONSTRAINT q UNIQUE (b)); COMMENT ON CONSTRAINT k ON t IS 'k'; COMMENT ON CONSTRAINT f ON t IS 'f'; COMMENT ON CONSTRAINT q ON t IS 'q';
--! changes
t ~ b text -> integer
t ~ c text -> integer
t - check k
t + check k (b > 0) comment "k"
u ~ id text -> integer
