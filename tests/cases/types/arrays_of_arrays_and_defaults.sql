-- Elements are converted; the index of the array stays.
-- engines: postgres
-- rewrites: t.c
--! before
CREATE TABLE t (a text[] DEFAULT '{x,y}', b integer[], c numeric(6,2)[]); INSERT INTO t VALUES ('{1,2}', '{3,4}', '{1.5}'), (NULL, '{}', NULL); CREATE INDEX i ON t USING gin (b);
--! after
CREATE TABLE t (a varchar(9)[] DEFAULT '{z}', b bigint[], c numeric(8,3)[]); CREATE INDEX i ON t USING gin (b);
--! changes
t ~ a text[] -> character varying(9)[], default ('{x,y}'::text[]) -> default ('{z}'::character varying[])
t ~ b integer[] -> bigint[]
t ~ c numeric(6,2)[] -> numeric(8,3)[]
