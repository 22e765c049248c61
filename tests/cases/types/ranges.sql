-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, a int4range NOT NULL, b daterange, c tsrange DEFAULT 'empty'); INSERT INTO t VALUES (1, '[1,5)', '[2024-01-01,2024-02-01)', 'empty'); CREATE INDEX i ON t USING gist (a);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a int8range NOT NULL, b daterange DEFAULT '[2020-01-01,)', c tsrange); CREATE INDEX i ON t USING gist (a);
--! changes
t ~ a int4range -> int8range
t ~ b no default -> default ('[2020-01-01,)'::daterange)
t ~ c default ('empty'::tsrange) -> no default
