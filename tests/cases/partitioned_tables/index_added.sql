-- An index of the parent is one change.
-- engines: postgres
--! before
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); INSERT INTO p VALUES (1, '2024-02-29', 'a'), (2, '2024-12-31', NULL);
--! after
CREATE TABLE p (id integer NOT NULL, at date NOT NULL, v text) PARTITION BY RANGE (at); CREATE TABLE p24 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE INDEX i ON p (v); CREATE UNIQUE INDEX k ON p (id, at); CREATE INDEX own ON p24 (id);
--! changes
p + index i (v)
p + unique index k (id, at)
p24 + index own (id)
